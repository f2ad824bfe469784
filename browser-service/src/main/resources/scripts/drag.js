// Drags by the page's own drag events: Firefox over WebDriver BiDi begins a native drag but never drops.
// 'dropped', 'refused' by the target, or 'mouse' where the source is not draggable and listens to the mouse.
(source, target) => {
  const item = source.closest('[draggable=true]');
  if (!item) return 'mouse';
  const dataTransfer = new DataTransfer();
  const fire = (element, type) => {
    const box = element.getBoundingClientRect();
    return element.dispatchEvent(new DragEvent(type, {
      bubbles: true, cancelable: true, composed: true, dataTransfer,
      clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }));
  };
  if (!fire(item, 'dragstart')) return 'refused';
  fire(item, 'drag');
  fire(target, 'dragenter');
  const accepted = !fire(target, 'dragover');
  fire(target, accepted ? 'drop' : 'dragleave');
  fire(item, 'dragend');
  return accepted ? 'dropped' : 'refused';
}
