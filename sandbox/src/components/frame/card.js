// The card form: its fields together, what the page around is told of them, and the payment.

connect((settings, send) => {
  const messages = { ...MESSAGES, ...(settings.errorMessages || {}) };
  const looks = new Looks(settings.styles);
  const form = document.getElementById("card");
  const cardIcon = document.getElementById("cardIcon");
  let complete = false;
  let told = "[]";
  let locked = false;

  followPage(settings.look);
  loadFonts(settings.fontCss);
  looks.form(form, cardIcon);
  const text = settings.text || {};
  const fields = FIELDS.map((name) => new Field(name, { looks, text: text[name], messages, onChange: changed }));
  const [, cardNumber] = fields;

  const verdict = ({ name, value }) => RULES[name](value, cardNumber.value);

  function judge(field, aloud) {
    if (field.judge(verdict(field), aloud)) send({ type: "fieldValid", field: field.name });
    tellErrors();
    const all = fields.every(({ valid }) => valid);
    if (all && !complete) send({ type: "complete" });
    complete = all;
  }

  function changed(field) {
    judge(field, false);
    if (field === cardNumber) {
      const scheme = schemeOf(digitsOf(field.value));
      cardIcon.textContent = scheme && digitsOf(field.value) ? scheme.name : "";
      // How long the code is depends on the scheme.
      const [, , , cv2] = fields;
      if (cv2.value) judge(cv2, false);
    }
  }

  function errors() {
    return fields.filter(({ error }) => error).map(({ error }) => ({ errorType: error, message: messages[error] }));
  }

  function tellErrors() {
    const now = JSON.stringify(errors());
    if (now === told) return;
    told = now;
    send({ type: "errors", errors: errors() });
  }

  for (const field of fields) {
    field.input.addEventListener("blur", () => {
      if (field.value && !locked) judge(field, true);
      send({ type: "blur", valid: fields.every(({ valid }) => valid) });
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!locked) send({ type: "submit" });
  });

  function lock(on) {
    locked = on;
    form.setAttribute("aria-busy", String(on));
    for (const field of fields) field.lock(on);
  }

  async function execute(additionalInfo) {
    if (locked) return;
    for (const field of fields) judge(field, true);
    const wrong = fields.find(({ error }) => error);
    if (wrong) {
      wrong.input.focus();
      send({ type: "invalid", errors: errors() });
      return;
    }
    lock(true);
    const card = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    const answer = await ask("/components/pay", { paymentToken: settings.token, card, additionalInfo }).catch(() => null);
    if (answer && answer.challenge) {
      send({ type: "challenge", path: answer.challenge });
      return;
    }
    lock(false);
    send({ type: "result", result: answer || UNKNOWN });
  }

  new ResizeObserver(() => send({ type: "height", height: document.body.getBoundingClientRect().height })).observe(document.body);

  return (message) => {
    if (message.type === "look") followPage(message.look);
    else if (message.type === "execute") execute(message.additionalInfo);
    else if (message.type === "finished") lock(false);
  };
});
