// A frame's side of the private line: only the window that holds this frame can open it, once per document.

/** Waits for the page around; `start(settings, send)` returns what is to be done with each later message. */
function connect(start) {
  if (window.parent === window) return;
  const open = ({ data, ports, source }) => {
    if (source !== window.parent || !data || data.type !== "dojo:init" || ports.length !== 1) return;
    window.removeEventListener("message", open);
    const [port] = ports;
    const receive = start(data, (message) => port.postMessage(message));
    port.onmessage = (message) => receive(message.data);
    port.postMessage({ type: "ready" });
  };
  window.addEventListener("message", open);
}

/** Asks the sandbox, which is this frame's own origin; no cookie goes with it. */
async function ask(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
  });
  return response.json();
}

/** What is known when an answer was lost. */
const UNKNOWN = { statusCode: 500, authCode: "", message: "The answer was lost: ask the REST API for the outcome." };
