/* Asks the browser's devices for a passkey, or to make one. A form that needs it is shown here, since without scripts
   it could do nothing. */
(() => {
  const say = (form, words) => { form.querySelector("[data-passkey-says]").textContent = words; };
  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.fetch, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).options;
  };
  const ask = async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("button");
    button.disabled = true;
    say(form, "Follow your device.");
    try {
      const wished = await options(form);
      const make = form.dataset.passkey === "make";
      const given = make ? await window.webauthnJSON.create(wished) : await window.webauthnJSON.get(wished);
      form.elements.credential.value = JSON.stringify(given);
      form.submit();
    } catch {
      say(form, "The device did not finish. Try again, or use another way.");
      button.disabled = false;
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential || !window.webauthnJSON) return;
    const numbered = /^[\d.]+$|:/.test(location.hostname); /* a passkey belongs to a name; a number has none */
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      const make = form.dataset.passkey === "make";
      if (numbered && !make) continue;
      form.hidden = false;
      if (numbered) {
        form.querySelector("button").disabled = true;
        say(form, "A passkey belongs to a site with a name. This one is opened by a number; use an app instead.");
      }
      form.addEventListener("submit", ask);
    }
  });
})();
