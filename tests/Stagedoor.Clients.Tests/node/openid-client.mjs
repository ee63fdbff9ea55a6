import * as client from 'openid-client'
import { allow, browse, config as given, done, refused, version } from './talk.mjs'

const web = { auth: secret => client.ClientSecretBasic(secret) }
const insecure = { execute: [client.allowInsecureRequests] }

async function connect(who, auth) {
  return await client.discovery(new URL(given.issuer), who.id, {}, auth ?? (who.secret ? web.auth(who.secret) : client.None()), insecure)
}

async function signIn(config, who, { par = false, extra = {} } = {}) {
  const verifier = client.randomPKCECodeVerifier()
  const nonce = client.randomNonce()
  const state = client.randomState()
  const parameters = {
    redirect_uri: who.redirectUri, scope: who.scope, state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...extra
  }
  const url = par ? await client.buildAuthorizationUrlWithPAR(config, parameters) : client.buildAuthorizationUrl(config, parameters)
  const tokens = await client.authorizationCodeGrant(config, await browse(url), { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state, idTokenExpected: true })
  return { tokens, pushed: url.searchParams.has('request_uri') }
}

async function code(who, options, auth) {
  const config = await connect(who, auth)
  const { tokens, pushed } = await signIn(config, who, options)
  const sub = tokens.claims().sub
  const person = await client.fetchUserInfo(config, tokens.access_token, sub)
  const next = await client.refreshTokenGrant(config, tokens.refresh_token)
  const result = { pushed, sub, person, rotated: next.refresh_token !== tokens.refresh_token, token: next.access_token }
  if (who.secret) {
    const live = await client.tokenIntrospection(config, next.access_token)
    await client.tokenRevocation(config, next.refresh_token, { token_type_hint: 'refresh_token' })
    const dead = await client.tokenIntrospection(config, next.access_token)
    Object.assign(result, { live: live.active, liveSub: live.sub, dead: dead.active })
  } else {
    await client.tokenRevocation(config, next.refresh_token)
  }
  result.afterRevocation = await refused(client.refreshTokenGrant(config, next.refresh_token))
  return result
}

async function device(who) {
  const config = await connect(who)
  const begun = await client.initiateDeviceAuthorization(config, { scope: who.scope })
  const polling = client.pollDeviceAuthorizationGrant(config, begun)
  await allow(begun.verification_uri_complete)
  const tokens = await polling
  return { userCode: begun.user_code, interval: begun.interval, scope: tokens.scope, refresh: !!tokens.refresh_token, token: tokens.access_token }
}

async function clientCredentials(who) {
  const results = []
  for (const auth of [client.ClientSecretBasic(who.secret), client.ClientSecretPost(who.secret)]) {
    const config = await connect(who, auth)
    const tokens = await client.clientCredentialsGrant(config, { scope: who.scope })
    results.push({ type: tokens.token_type, expiresIn: tokens.expires_in, refresh: !!tokens.refresh_token, live: (await client.tokenIntrospection(config, tokens.access_token)).active, token: tokens.access_token })
  }
  const wrong = await refused(client.clientCredentialsGrant(await connect(who, client.ClientSecretBasic('wrong')), { scope: who.scope }))
  return { results, wrong }
}

async function logout(who) {
  const config = await connect(who)
  const { tokens } = await signIn(config, who)
  const url = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token, post_logout_redirect_uri: who.postLogoutRedirectUri, state: 'bye' })
  return { at: String(await browse(url)), after: await refused(signIn(config, who, { extra: { prompt: 'none' } })) }
}

async function stepUp(who) {
  const config = await connect(who)
  const how = async extra => {
    const { acr, amr } = (await signIn(config, who, { extra })).tokens.claims()
    return { acr, amr: amr.join(' ') }
  }
  await how({})
  return {
    supported: config.serverMetadata().acr_values_supported.join(' '),
    plain: await how({ prompt: 'login' }),
    stepped: await how({ acr_values: '2' }),
    silent: await how({ acr_values: '2', prompt: 'none' })
  }
}

const cases = {
  code: () => code(given.client),
  codeWithPar: () => code(given.client, { par: true }),
  codeWithPost: () => code(given.client, {}, client.ClientSecretPost(given.client.secret)),
  device: () => device(given.client),
  stepUp: () => stepUp(given.client),
  clientCredentials: () => clientCredentials(given.client),
  logout: () => logout(given.client)
}

done({ version: version('openid-client'), ...await cases[given.case]() })
