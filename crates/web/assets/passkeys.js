// Passkeys: asks the browser for one and sends its answer with the form of the page. No text is made here: what can go
// wrong stands hidden in the form, and is shown.
(() => {
  "use strict";
  const able =
    window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined &&
    window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;

  const say = (form, what) => {
    for (const one of form.querySelectorAll("[data-passkey-says]")) one.hidden = one.dataset.passkeySays !== what;
  };

  /** What the program asks; it asks anew each time, because every question is good once. */
  async function question(form) {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value });
    const answer = await fetch(form.dataset.begin, { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json();
  }

  async function ask(form) {
    const asked = await question(form);
    const publicKey =
      form.dataset.passkey === "create"
        ? PublicKeyCredential.parseCreationOptionsFromJSON(asked)
        : PublicKeyCredential.parseRequestOptionsFromJSON(asked);
    return form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("[type=submit]");
    if (!able) {
      say(form, "unsupported");
      button.disabled = true;
      continue;
    }
    if (location.origin !== form.dataset.origin) {
      say(form, "elsewhere");
      button.disabled = true;
      continue;
    }
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      say(form, "");
      button.disabled = true;
      try {
        const credential = await ask(form);
        form.elements.credential.value = JSON.stringify(credential.toJSON());
        // Not requestSubmit: this listener has done its part.
        form.submit();
      } catch {
        button.disabled = false;
        say(form, "failed");
      }
    });
  }
})();
