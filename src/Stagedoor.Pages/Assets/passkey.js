// Passkeys, the one thing that a page cannot ask for without a script (WebAuthn §5). Asks the browser, puts its answer into the form around the button, and sends that form.
'use strict'
{
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0))
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  const listed = list => (list ?? []).map(item => ({ ...item, id: bytes(item.id) }))

  function asked(button) {
    const options = JSON.parse(button.dataset.options)
    options.challenge = bytes(options.challenge)
    if (options.user) options.user.id = bytes(options.user.id)
    if (options.excludeCredentials) options.excludeCredentials = listed(options.excludeCredentials)
    if (options.allowCredentials) options.allowCredentials = listed(options.allowCredentials)
    return options
  }

  function answered(credential) {
    const { response } = credential
    const said = { clientDataJSON: text(response.clientDataJSON) }
    for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) if (response[name]) said[name] = text(response[name])
    if (response.getTransports) said.transports = response.getTransports()
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment ?? undefined, clientExtensionResults: credential.getClientExtensionResults(), response: said })
  }

  let waiting = null

  async function ask(button, mediation) {
    const problem = document.getElementById(button.getAttribute('aria-describedby'))
    problem.hidden = true
    waiting?.abort()
    const mine = waiting = new AbortController()
    try {
      const publicKey = asked(button)
      const credential = button.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey, signal: mine.signal })
        : await navigator.credentials.get({ publicKey, mediation, signal: mine.signal })
      button.form.elements.passkey.value = answered(credential)
      button.form.submit()
    } catch (error) {
      if (mine.signal.aborted || mediation) return
      problem.textContent = button.dataset[error.name === 'InvalidStateError' ? 'known' : error.name === 'NotAllowedError' ? 'cancelled' : 'failed'] ?? button.dataset.failed
      problem.hidden = false
    }
  }

  if (window.PublicKeyCredential && navigator.credentials) {
    for (const without of document.querySelectorAll('[data-without-passkeys]')) without.hidden = true
    for (const button of document.querySelectorAll('button[data-passkey]')) {
      button.hidden = false
      button.addEventListener('click', () => ask(button))
      if (!button.form.querySelector('[type=submit]')) button.form.addEventListener('submit', event => { event.preventDefault(); ask(button) })
      if ('offered' in button.dataset) PublicKeyCredential.isConditionalMediationAvailable?.().then(can => { if (can && !waiting) ask(button, 'conditional') })
    }
  }
}
