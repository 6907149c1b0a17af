// One field: its state, its message, what the shopper sees and hears of both.

class Field {
  constructor(name, { looks, text, messages, onChange }) {
    const find = (suffix) => document.getElementById(`${name}${suffix}`);
    Object.assign(this, { name, looks, messages, onChange });
    this.input = find("");
    this.container = find("Field");
    this.label = find("Label");
    this.message = find("Error");
    this.messageText = find("ErrorText");
    this.icon = find("ErrorIcon");
    this.error = null;
    this.judged = false;
    this.valid = false;
    this.focused = false;
    this.describe(text || {});
    looks.field(this);
    this.input.addEventListener("focus", () => this.focus(true));
    this.input.addEventListener("blur", () => this.focus(false));
    this.input.addEventListener("input", (event) => this.type(event));
  }

  describe({ label, placeholder, showValidation }) {
    if (typeof label === "string" && label) this.label.textContent = label;
    if (typeof placeholder === "string" && placeholder) this.input.placeholder = placeholder;
    // The words are always there for those who hear the page; shown only where the merchant asks for it.
    this.message.classList.toggle("unseen", showValidation !== true);
    this.container.toggleAttribute("data-validation", showValidation === true);
  }

  get value() {
    return this.input.value;
  }

  write(value, caret) {
    if (value === this.input.value) return;
    this.input.value = value;
    this.input.setSelectionRange(caret, caret);
  }

  type(event) {
    const deleting = (event.inputType || "").startsWith("delete");
    this.format(deleting);
    this.onChange(this);
  }

  format(deleting) {
    const { value, selectionStart } = this.input;
    if (this.name === "cardNumber") {
      const before = digitsOf(value.slice(0, selectionStart)).length;
      const grouped = groupNumber(digitsOf(value));
      this.write(grouped, caretAfter(grouped, before));
    } else if (this.name === "expiryDate") {
      const atEnd = selectionStart === value.length;
      const written = writeExpiry(value, deleting);
      this.write(written, atEnd ? written.length : Math.min(selectionStart, written.length));
    } else if (this.name === "cv2") {
      const digits = digitsOf(value).slice(0, 4);
      this.write(digits, digits.length);
    }
  }

  focus(focused) {
    this.focused = focused;
    this.show();
  }

  /** Takes the rule's word for the value; `aloud` shows a fault too, otherwise only its end. */
  judge(error, aloud) {
    const became = !error && !this.valid;
    this.valid = !error;
    if (aloud) this.judged = true;
    this.error = this.judged ? error : null;
    this.show();
    return became;
  }

  show() {
    const state = this.error ? "error" : this.valid ? "valid" : "";
    const focus = this.focused ? (state ? "Focus" : "focus") : state ? "" : "plain";
    this.looks.state(this.name, this.input, `${state}${focus}`);
    if (this.error) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
    this.messageText.textContent = this.error ? this.messages[this.error] : "";
    this.message.toggleAttribute("data-shown", Boolean(this.error));
  }

  lock(locked) {
    this.input.readOnly = locked;
  }

}

/** Where the caret belongs after that many digits. */
function caretAfter(grouped, digits) {
  let seen = 0;
  for (let at = 0; at < grouped.length; at += 1) {
    if (seen === digits) return at;
    if (grouped[at] !== " ") seen += 1;
  }
  return grouped.length;
}
