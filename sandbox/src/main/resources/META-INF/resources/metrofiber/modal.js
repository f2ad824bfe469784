document.querySelectorAll('[data-opens]').forEach(function (button) {
  button.addEventListener('click', function () {
    var modal = document.getElementById(button.dataset.opens);
    modal.hidden = false;
    modal.querySelector('select').focus();
  });
});
document.querySelectorAll('[data-closes]').forEach(function (button) {
  button.addEventListener('click', function () {
    document.getElementById(button.dataset.closes).hidden = true;
  });
});
