// What is a card number, an expiry date, a security code; the words for what is not.

const FIELDS = ["cardName", "cardNumber", "expiryDate", "cv2"];

const MESSAGES = {
  cardNameRequired: "Enter the name on the card.",
  cardNameInvalid: "Enter the name as it stands on the card.",
  cardNumberRequired: "Enter the card number.",
  cardNumberInvalid: "Check the card number.",
  expiryDateRequired: "Enter the expiry date.",
  expiryDateInvalid: "Enter the expiry date as MM/YY.",
  expiryDateMustBeInFuture: "The expiry date must be in the future.",
  cv2Required: "Enter the security code.",
  cv2Invalid: "Check the security code.",
};

const IN_FOURS = [4, 4, 4, 4, 3];

const SCHEMES = [
  { name: "AMEX", prefix: /^3[47]/, groups: [4, 6, 5], cv2: 4 },
  { name: "VISA", prefix: /^4/, groups: IN_FOURS, cv2: 3 },
  { name: "DCI", prefix: /^3(?:0[0-5]|[689])/, groups: [4, 6, 9], cv2: 3 },
  { name: "DISCOVER", prefix: /^6(?:011|4[4-9]|5)/, groups: IN_FOURS, cv2: 3 },
  { name: "MASTERCARD", prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, groups: IN_FOURS, cv2: 3 },
  { name: "MAESTRO", prefix: /^(?:50|5[6-9]|6)/, groups: IN_FOURS, cv2: 3 },
];

const digitsOf = (text) => text.replace(/\D/g, "");

const schemeOf = (digits) => SCHEMES.find(({ prefix }) => prefix.test(digits));

function passesLuhn(digits) {
  let sum = 0;
  [...digits].reverse().forEach((character, at) => {
    const doubled = Number(character) * (at % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
}

/** The digits as they are printed on the card. */
function groupNumber(digits) {
  const { groups } = schemeOf(digits) || { groups: IN_FOURS };
  const parts = [];
  let rest = digits.slice(0, groups.reduce((sum, size) => sum + size, 0));
  for (const size of groups) {
    if (!rest) break;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return parts.join(" ");
}

/** `1229`, `12/2029` and `1/29` as `MM/YY`; the bar comes by itself, and can be deleted. */
function writeExpiry(text, deleting) {
  let digits = digitsOf(text);
  if (/^[2-9]/.test(digits) || /^\d\s*\//.test(text)) digits = `0${digits}`;
  const month = digits.slice(0, 2);
  const year = /^\d{2}20\d{2}/.test(digits) ? digits.slice(4, 6) : digits.slice(2, 4);
  return month.length < 2 || (deleting && !year) ? month : `${month}/${year}`;
}

const RULES = {
  cardName(value) {
    if (!value.trim()) return "cardNameRequired";
    // A number in the field for the name would be kept with the payment.
    const fits = value.trim().length <= 100 && digitsOf(value).length < 8;
    return fits ? null : "cardNameInvalid";
  },
  cardNumber(value) {
    const digits = digitsOf(value);
    if (!digits) return "cardNumberRequired";
    const fits = digits.length >= 12 && digits.length <= 19 && /[1-9]/.test(digits) && passesLuhn(digits);
    return fits ? null : "cardNumberInvalid";
  },
  expiryDate(value) {
    if (!value.trim()) return "expiryDateRequired";
    const parts = /^(0[1-9]|1[0-2])\/(\d{2})$/.exec(value.trim());
    if (!parts) return "expiryDateInvalid";
    const now = new Date();
    const months = (2000 + Number(parts[2])) * 12 + Number(parts[1]) - 1;
    return months < now.getFullYear() * 12 + now.getMonth() ? "expiryDateMustBeInFuture" : null;
  },
  cv2(value, cardNumber) {
    if (!value) return "cv2Required";
    const scheme = schemeOf(digitsOf(cardNumber));
    const lengths = scheme ? [scheme.cv2] : [3, 4];
    return /^\d+$/.test(value) && lengths.includes(value.length) ? null : "cv2Invalid";
  },
};
