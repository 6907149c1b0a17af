// A private line to a frame of ours: the origin is checked once, when the port is handed over. `postMessage` with a
// target origin gives the port to no other document than ours, and nobody without the port can speak or listen.

const FRAME_TIMEOUT = 15000;

if (!document.currentScript) throw new Error("Dojo: load client.js with a script element that is no module.");

const { origin } = new URL(document.currentScript.src);

/** Calls what a merchant passed, if anything; a mistake in it is reported and stops nothing here. */
function call(callback, ...values) {
  if (typeof callback !== "function") return;
  try {
    callback(...values);
  } catch (error) {
    console.error(error);
  }
}

/** What can be sent to a frame: plain data, without the merchant's functions. */
function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/**
 * An iframe of the sandbox's origin that is configured whenever it has loaded, also after the page has moved it.
 *
 * `onMessage` gets what the frame says, `onReady` follows each configuration, `onFailed` a frame that never answers.
 */
class Frame {
  constructor({ path, title, init, onMessage, onReady, onFailed }) {
    this.element = document.createElement("iframe");
    this.element.title = title;
    this.element.setAttribute("data-dojo-frame", "");
    this.element.setAttribute("allow", "payment");
    this.element.referrerPolicy = "strict-origin-when-cross-origin";
    applyStyles(this.element, { border: "0", display: "block", width: "100%", background: "transparent" });
    this.ready = false;
    this.port = null;
    this.element.addEventListener("load", () => this.configure(init, onMessage, onReady));
    this.timer = setTimeout(() => {
      if (!this.ready) onFailed();
    }, FRAME_TIMEOUT);
    this.element.src = new URL(path, origin).href;
  }

  configure(init, onMessage, onReady) {
    if (this.port) this.port.close();
    this.ready = false;
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }) => {
      if (data.type === "ready") {
        this.ready = true;
        clearTimeout(this.timer);
        onReady();
      } else {
        onMessage(data);
      }
    };
    this.element.contentWindow.postMessage({ type: "dojo:init", ...init() }, origin, [port2]);
  }

  send(message) {
    if (this.port) this.port.postMessage(message);
  }

  /** Ends the conversation; the element may stay. */
  silence() {
    clearTimeout(this.timer);
    if (this.port) this.port.close();
  }
}

/** Sets styles one by one: a page that forbids style attributes and style elements allows this. */
function applyStyles(element, styles) {
  for (const [name, value] of Object.entries(styles)) {
    element.style.setProperty(name, value, "important");
  }
}

/** Puts the frame into the merchant's container, in place of one that an earlier component left there. */
function mount(containerId, frame) {
  const container = document.getElementById(containerId);
  if (!container) throw new Error(`Dojo: there is no element with the id "${containerId}".`);
  for (const old of container.querySelectorAll(":scope > iframe[data-dojo-frame]")) old.remove();
  container.append(frame.element);
  return container;
}

/** A transaction result as the guide documents it. */
function result(statusCode, message, authCode = "") {
  return { statusCode, authCode, message };
}
