// `Dojo.Payment`: the card fields.

/** The height of the fields in their default looks, so that the page need not move when the frame has loaded. */
function expectedHeight(text = {}) {
  const row = (...names) => (names.some((name) => text[name] && text[name].showValidation) ? 97 : 72);
  return row("cardName") + row("cardNumber") + row("expiryDate", "cv2") + 2 * 16 + 2 * 4;
}

class Payment {
  constructor(config, displayErrorsCallback, onSubmitTriggered, onBlur) {
    if (!config || typeof config !== "object") throw new Error("Dojo.Payment needs a config.");
    this.config = config;
    this.callbacks = { displayErrorsCallback, onSubmitTriggered, onBlur, ...(config.callbacks || {}) };
    this.execution = null;
    this.frame = new Frame({
      path: "/components/card",
      title: "Card details",
      init: () => this.settings(),
      onMessage: (message) => this.receive(message),
      onReady: () => this.configured(),
      onFailed: () => call(config.onIframeLoadFailed),
    });
    applyStyles(this.frame.element, { height: `${expectedHeight(config.text)}px` });
    this.container = mount(config.containerId, this.frame);
    followLook(this.container, this.frame);
  }

  get token() {
    const details = this.config.paymentDetails || {};
    return typeof details.paymentToken === "string" ? details.paymentToken : "";
  }

  settings() {
    const { fontCss, styles, text, errorMessages } = this.config;
    return { ...plain({ fontCss, styles, text, errorMessages }), token: this.token, look: lookOf(this.container) };
  }

  /**
   * Pays with what is in the fields.
   *
   * Resolves with `{statusCode, authCode, message}` whenever there is an answer, be it a decline. Rejects with an
   * object that has a `message` (and `errors` for invalid fields) where nothing was sent.
   */
  executePayment(additionalInfo) {
    if (!this.token) return Promise.resolve(result(404, "No access token was supplied."));
    if (this.execution) return Promise.reject(new Error("A payment is being made already."));
    if (!this.frame.ready) return Promise.reject(new Error("The card form has not loaded."));
    return new Promise((resolve, reject) => {
      this.execution = { resolve, reject };
      this.frame.element.focus();
      this.frame.send({ type: "execute", additionalInfo: plain(additionalInfo) || {} });
    });
  }

  configured() {
    // A frame that was loaded anew while it paid can no longer tell what became of it.
    this.settle(result(500, "The card form was closed while paying: ask the REST API for the outcome."));
    call(this.config.onIframeLoaded);
  }

  settle(outcome) {
    const execution = this.execution;
    this.execution = null;
    if (execution) execution.resolve(outcome);
  }

  refuse(errors) {
    const execution = this.execution;
    this.execution = null;
    if (!execution) return;
    const error = new Error(errors.map(({ message }) => message).join(" "));
    execution.reject(Object.assign(error, { errors }));
  }

  receive(message) {
    switch (message.type) {
      case "height":
        applyStyles(this.frame.element, { height: `${Math.ceil(message.height)}px` });
        break;
      case "errors":
        call(this.callbacks.displayErrorsCallback, message.errors);
        break;
      case "blur":
        call(this.callbacks.onBlur, message.valid);
        break;
      case "submit":
        call(this.callbacks.onSubmitTriggered);
        break;
      case "fieldValid":
        call(this.callbacks.onFormFieldValid, message.field);
        break;
      case "complete":
        call(this.callbacks.onFormComplete);
        break;
      case "invalid":
        this.refuse(message.errors);
        break;
      case "challenge":
        this.challenge(message.path);
        break;
      case "result":
        this.settle(message.result);
        break;
    }
  }

  challenge(path) {
    openOverlay({
      path,
      title: "Confirm it is you",
      init: () => ({}),
      onDone: (message) => {
        const outcome = message.result || result(500, "The challenge could not be shown: ask the REST API for the outcome.");
        this.frame.send({ type: "finished" });
        this.settle(outcome);
      },
    });
  }
}
