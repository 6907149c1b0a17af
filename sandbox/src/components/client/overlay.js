// The challenge and the wallet's sheet lie above the merchant's page, in a modal dialog: the browser itself keeps the
// focus inside it, gives it back afterwards, and makes the page behind inert.

const LINGER = 100;

/**
 * Shows a frame above the page.
 *
 * The frame ends by saying `{type: "done", …}`, which `onDone` gets. Escape asks the frame to cancel, as its own
 * button does; where the frame cannot answer, `onDone` gets `{type: "done", unreachable: true}`.
 */
function openOverlay({ path, title, init, onMessage = () => {}, onDone }) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", title);
  applyStyles(dialog, {
    position: "fixed",
    inset: "0",
    width: "100%",
    height: "100%",
    "max-width": "none",
    "max-height": "none",
    margin: "0",
    padding: "0",
    border: "0",
    overflow: "hidden",
    background: "rgba(12, 16, 24, 0.55)",
    "z-index": "2147483647",
  });

  let open = true;
  const finish = (message) => {
    if (!open) return;
    open = false;
    frame.silence();
    // Not in the middle of the click that the frame is still handling.
    setTimeout(() => {
      dialog.close();
      dialog.remove();
      onDone(message);
    }, LINGER);
  };
  const frame = new Frame({
    path,
    title,
    init,
    onMessage: (message) => {
      if (message.type === "done") finish(message);
      else onMessage(message);
    },
    onReady: () => frame.element.focus(),
    onFailed: () => finish({ type: "done", unreachable: true }),
  });
  // The same scheme on both sides of the frame, or the browser paints an opaque sheet behind it.
  applyStyles(frame.element, { height: "100%", "color-scheme": "light dark" });

  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (frame.ready) frame.send({ type: "cancel" });
    else finish({ type: "done", unreachable: true });
  });
  dialog.append(frame.element);
  document.body.append(dialog);
  dialog.showModal();
}
