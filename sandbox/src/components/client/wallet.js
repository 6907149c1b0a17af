// `Dojo.WalletPayment`: one button for Apple Pay and Google Pay, and a sheet that stands for theirs.

class WalletPayment {
  constructor(config, displayErrorsCallback, paymentComplete) {
    if (!config || typeof config !== "object") throw new Error("Dojo.WalletPayment needs a config.");
    this.config = config;
    this.callbacks = { displayErrorsCallback, paymentComplete, ...(config.callbacks || {}) };
    this.open = false;
    this.frame = new Frame({
      path: "/components/wallet-button",
      title: "Apple Pay or Google Pay",
      init: () => ({ buttonConfig: plain(config.buttonConfig) || {} }),
      onMessage: (message) => {
        if (message.type === "click") this.pay();
      },
      onReady: () => call(config.onIframeLoaded),
      onFailed: () => call(config.onIframeLoadFailed),
    });
    applyStyles(this.frame.element, { height: "56px", "color-scheme": "light" });
    mount(config.containerId, this.frame);
  }

  get token() {
    const details = this.config.paymentDetails || {};
    return typeof details.paymentToken === "string" ? details.paymentToken : "";
  }

  pay() {
    if (this.open) return;
    this.open = true;
    call(this.callbacks.onPaymentInitiated);
    if (!this.token) {
      this.finish({ result: result(404, "No access token was supplied.") });
      return;
    }
    const { emailRequired, billingAddressRequired, shippingAddressRequired, errorMessages } = this.config;
    openOverlay({
      path: "/components/wallet",
      title: "Apple Pay or Google Pay",
      init: () => ({
        ...plain({ emailRequired, billingAddressRequired, shippingAddressRequired, errorMessages }),
        token: this.token,
      }),
      onMessage: (message) => {
        if (message.type === "errors") call(this.callbacks.displayErrorsCallback, message.errors);
      },
      onDone: (message) => this.finish(message),
    });
  }

  finish(message) {
    this.open = false;
    if (message.cancelled) {
      call(this.callbacks.onPaymentCancelled);
    } else {
      call(this.callbacks.paymentComplete, message.result || result(500, "The wallet could not be shown."));
    }
    this.frame.send({ type: "finished" });
  }
}
