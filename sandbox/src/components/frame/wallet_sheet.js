// The wallet's sheet: whom to pay and how much, what must be told, and the three ways out.

const WALLET_MESSAGES = {
  emailRequired: "Enter your e-mail address.",
  emailInvalid: "Enter an e-mail address such as ada@example.com.",
  nameRequired: "Enter the name for the delivery.",
  address1Required: "Enter the first line of the address.",
  cityRequired: "Enter the town or city.",
  postcodeRequired: "Enter the postcode.",
};

connect((settings, send) => {
  const messages = { ...WALLET_MESSAGES, ...(settings.errorMessages || {}) };
  const form = document.getElementById("sheet");
  const summary = document.getElementById("summary");
  const sections = {
    email: settings.emailRequired,
    shipping: settings.shippingAddressRequired,
    billing: settings.billingAddressRequired,
  };
  let busy = false;

  const finish = (message) => send({ type: "done", ...message });
  const asked = [];
  for (const [name, required] of Object.entries(sections)) {
    const section = document.getElementById(name);
    section.hidden = required !== true;
    if (required === true) asked.push(...section.querySelectorAll("input, select"));
  }

  function verdict(input) {
    const value = input.value.trim();
    const part = input.id === "emailAddress" ? "email" : input.name.split(".").pop();
    // Where there are no words for a missing value, the field is optional.
    if (!value) return `${part}Required` in messages ? `${part}Required` : null;
    return part === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? "emailInvalid" : null;
  }

  function note(input, text) {
    const id = `${input.id}Error`;
    let element = document.getElementById(id);
    if (!element) {
      element = document.createElement("p");
      element.id = id;
      element.className = "field-error";
      input.after(element);
      input.setAttribute("aria-describedby", id);
    }
    element.textContent = text;
  }

  function validate() {
    const wrong = [];
    for (const input of asked) {
      const error = verdict(input);
      note(input, error ? messages[error] : "");
      if (error) {
        input.setAttribute("aria-invalid", "true");
        wrong.push({ input, errorType: error, message: messages[error] });
      } else {
        input.removeAttribute("aria-invalid");
      }
    }
    send({ type: "errors", errors: wrong.map(({ errorType, message }) => ({ errorType, message })) });
    if (wrong.length) wrong[0].input.focus();
    return wrong.length === 0;
  }

  /** The address in the fields whose names begin so, without the empty ones. */
  function address(prefix) {
    const parts = asked.filter(({ name }) => name.startsWith(`${prefix}.`));
    const filled = parts.filter(({ value }) => value.trim());
    return Object.fromEntries(filled.map(({ name, value }) => [name.slice(prefix.length + 1), value.trim()]));
  }

  function additionalInfo() {
    const info = {};
    if (sections.email === true) info.userEmailAddress = document.getElementById("emailAddress").value.trim();
    if (sections.billing === true) info.billingAddress = address("billing");
    if (sections.shipping === true) {
      const { name, ...rest } = address("shipping");
      info.shippingDetails = { name, address: rest };
    }
    return info;
  }

  function lock(on) {
    busy = on;
    form.setAttribute("aria-busy", String(on));
    for (const button of form.querySelectorAll("button")) button.disabled = on;
  }

  async function decide(decision) {
    if (busy) return;
    if (decision === "cancel") {
      finish({ cancelled: true });
      return;
    }
    if (decision === "approve" && !validate()) return;
    lock(true);
    const body = { paymentToken: settings.token, wallet: decision, additionalInfo: additionalInfo() };
    finish({ result: await ask("/components/pay", body).catch(() => UNKNOWN) });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Enter in a field means "approve", whichever button comes first.
    decide(event.submitter ? event.submitter.value : "approve");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") decide("cancel");
  });
  document.getElementById("heading").focus();

  ask("/components/session", { paymentToken: settings.token })
    .then((session) => {
      if (session.statusCode !== undefined) {
        finish({ result: session });
        return;
      }
      document.getElementById("merchant").textContent = session.title;
      document.getElementById("total").textContent = session.total;
      summary.hidden = false;
      lock(false);
    })
    .catch(() => finish({ result: UNKNOWN }));

  return (message) => {
    if (message.type === "cancel") decide("cancel");
  };
});
