const settings = readSettings()
function readSettings() {
  const request = new XMLHttpRequest()
  request.open('GET', '/settings.json', false)
  request.send()
  return JSON.parse(request.responseText)
}

const manager = new oidc.UserManager({
  authority: settings.issuer, client_id: settings.clientId, redirect_uri: location.origin + '/spa', response_type: 'code', scope: settings.scope,
  loadUserInfo: true, automaticSilentRenew: false, monitorSession: false, revokeTokenTypes: ['access_token', 'refresh_token'],
  userStore: new oidc.WebStorageStateStore({ store: sessionStorage })
})

const show = what => { document.getElementById('out').textContent = JSON.stringify(what) }
const on = (id, act) => document.getElementById(id).addEventListener('click', () => act().then(show, problem => show({ problem: `${problem.name}: ${problem.message}` })))
const brief = user => ({ email: user.profile.email, sub: user.profile.sub, scope: user.scope, refresh: !!user.refresh_token, token: user.access_token })

on('sign-in', () => manager.signinRedirect())
on('refresh', async () => brief(await manager.signinSilent()))
on('call', async () => {
  const user = await manager.getUser()
  const answer = await fetch(`${settings.issuer}/v4/me`, { headers: { authorization: `Bearer ${user.access_token}` } })
  return { status: answer.status, body: await answer.json() }
})
on('sign-out', async () => {
  const user = await manager.getUser()
  await manager.revokeTokens()
  const answer = await fetch(`${settings.issuer}/v4/me`, { headers: { authorization: `Bearer ${user.access_token}` } })
  return { revoked: true, status: answer.status }
})

if (new URLSearchParams(location.search).has('code')) manager.signinRedirectCallback().then(user => show(brief(user)), problem => show({ problem: `${problem.name}: ${problem.message}` }))
