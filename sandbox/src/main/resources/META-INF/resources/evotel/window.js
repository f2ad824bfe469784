function openLine(id) {
  window.open('/evotel/popup/' + encodeURIComponent(id), 'evoline', 'width=520,height=560,resizable=yes');
  return false;
}

function confirmCancel(id) {
  return window.confirm('Cancel line ' + id + '?\nThis cannot be undone.');
}
