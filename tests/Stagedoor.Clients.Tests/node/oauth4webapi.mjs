import * as oauth from 'oauth4webapi'
import { allow, browse, config as given, done, refused, version } from './talk.mjs'

const issuer = new URL(given.issuer)
const options = { [oauth.allowInsecureRequests]: true }
const discover = async algorithm => oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...options, algorithm }))

// Both documents must serve: RFC 8414's and OpenID Connect's.
const as = await discover('oauth2')
const openid = await discover('oidc')
const who = given.client
const client = { client_id: who.id }
const auth = who.secret ? oauth.ClientSecretBasic(who.secret) : oauth.None()

async function code({ par = false } = {}) {
  const verifier = oauth.generateRandomCodeVerifier()
  const nonce = oauth.generateRandomNonce()
  const state = oauth.generateRandomState()
  const parameters = new URLSearchParams({
    client_id: who.id, redirect_uri: who.redirectUri, response_type: 'code', scope: who.scope, state, nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256'
  })
  const url = new URL(as.authorization_endpoint)
  if (par) {
    const pushed = await oauth.processPushedAuthorizationResponse(as, client, await oauth.pushedAuthorizationRequest(as, client, auth, parameters, options))
    url.search = new URLSearchParams({ client_id: who.id, request_uri: pushed.request_uri })
  } else {
    url.search = parameters
  }
  const answer = oauth.validateAuthResponse(as, client, await browse(url), state)
  const response = await oauth.authorizationCodeGrantRequest(as, client, auth, answer, who.redirectUri, verifier, options)
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, requireIdToken: true })
  await oauth.validateApplicationLevelSignature(as, response, options)
  return { tokens, answer, verifier }
}

async function walk(options2) {
  const { tokens, answer, verifier } = await code(options2)
  const claims = oauth.getValidatedIdTokenClaims(tokens)
  const person = await oauth.processUserInfoResponse(as, client, claims.sub, await oauth.userInfoRequest(as, client, tokens.access_token, options))
  const next = await oauth.processRefreshTokenResponse(as, client, await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token, options))
  const result = { claims, person, rotated: next.refresh_token !== tokens.refresh_token, token: next.access_token, profile: await rfc9068(next.access_token) }
  if (who.secret) {
    const introspect = async token => oauth.processIntrospectionResponse(as, client, await oauth.introspectionRequest(as, client, auth, token, options))
    result.live = (await introspect(next.access_token)).active
    await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, next.access_token, options))
    result.dead = (await introspect(next.access_token)).active
  }
  const again = await oauth.authorizationCodeGrantRequest(as, client, auth, answer, who.redirectUri, verifier, options)
  result.replay = await refused(oauth.processAuthorizationCodeResponse(as, client, again))
  const family = await oauth.refreshTokenGrantRequest(as, client, auth, next.refresh_token, options)
  result.family = await refused(oauth.processRefreshTokenResponse(as, client, family))
  return result
}

/** The library's own check of RFC 9068: typ, algorithm, signature, issuer, audience, times and every claim that must be there. */
async function rfc9068(token) {
  const request = new Request(`${given.issuer}/v4/me`, { headers: { authorization: `Bearer ${token}` } })
  const claims = await oauth.validateJwtAccessToken(as, request, given.audience, options)
  return { sub: claims.sub, client: claims.client_id, scope: claims.scope }
}

async function device() {
  const begun = await oauth.processDeviceAuthorizationResponse(as, client, await oauth.deviceAuthorizationRequest(as, client, auth, new URLSearchParams({ scope: who.scope }), options))
  const poll = async () => oauth.processDeviceCodeResponse(as, client, await oauth.deviceCodeGrantRequest(as, client, auth, begun.device_code, options))
  const first = await refused(poll())
  await allow(begun.verification_uri_complete)
  await new Promise(resolve => setTimeout(resolve, (begun.interval ?? 5) * 1000 + 200))
  const tokens = await poll()
  return { first, token: tokens.access_token, profile: await rfc9068(tokens.access_token), again: await refused(poll()) }
}

async function clientCredentials() {
  const response = await oauth.clientCredentialsGrantRequest(as, client, auth, new URLSearchParams({ scope: who.scope }), options)
  const tokens = await oauth.processClientCredentialsResponse(as, client, response)
  return { token: tokens.access_token, profile: await rfc9068(tokens.access_token), noStore: response.headers.get('cache-control') }
}

const cases = { code: () => walk(), codeWithPar: () => walk({ par: true }), device, clientCredentials }
done({ version: version('oauth4webapi'), sameIssuer: as.issuer === openid.issuer && as.token_endpoint === openid.token_endpoint, ...await cases[given.case]() })
