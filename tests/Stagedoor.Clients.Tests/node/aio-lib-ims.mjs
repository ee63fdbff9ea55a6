// Adobe's library as it is published; only the public property `endpoint` is set.
import ims from '@adobe/aio-lib-ims'
import { browse, config as given, done, refused, version } from './talk.mjs'

const { Ims, getTokenData } = ims
const who = given.client
const adobe = new Ims()
adobe.endpoint = given.issuer

async function serverToServer() {
  const tokens = await adobe.getAccessTokenByClientCredentials(who.id, who.secret, given.organization, who.scope.split(' '))
  const token = tokens.access_token.token
  const valid = await adobe.validateToken(token, who.id)
  const organizations = await adobe.getOrganizations(token)
  await adobe.invalidateToken(token, who.id, who.secret)
  return {
    lifetime: tokens.access_token.expiry - Date.now(), expiresIn: tokens.payload.expires_in, type: tokens.payload.token_type, claims: getTokenData(token), valid, organizations,
    invalid: await adobe.validateToken(token, who.id), wrong: await refused(adobe.getAccessTokenByClientCredentials(who.id, 'wrong', given.organization, who.scope.split(' ')))
  }
}

async function code() {
  const state = Buffer.from(crypto.getRandomValues(new Uint8Array(128))).toString('base64')
  const callback = await browse(adobe.getSusiUrl(who.id, who.scope, who.redirectUri, state))
  const scope = who.scope
  const answer = callback.searchParams.get('code')
  const tokens = await adobe.getAccessToken(answer, who.id, who.secret, scope)
  const profile = await adobe.get('/ims/profile/v1', tokens.access_token.token)
  const organizations = await adobe.getOrganizations(tokens.access_token.token)
  const next = await adobe.getAccessToken(tokens.refresh_token.token, who.id, who.secret, scope)
  const valid = [await adobe.validateToken(next.access_token.token), await adobe.validateToken(next.refresh_token.token)]
  const invalidated = await adobe.invalidateToken(next.refresh_token.token, who.id, who.secret)
  return {
    sameState: callback.searchParams.get('state') === state, codeType: getTokenData(answer).type, expiresIn: tokens.payload.expires_in, refreshLifetime: tokens.refresh_token.expiry - Date.now(),
    profile, organizations, rotated: next.refresh_token.token !== tokens.refresh_token.token, valid, invalidated,
    cascaded: [await adobe.validateToken(next.access_token.token), await adobe.validateToken(next.refresh_token.token)],
    replay: await refused(adobe.getAccessToken(answer, who.id, who.secret, scope)), dead: await refused(adobe.getAccessToken(next.refresh_token.token, who.id, who.secret, scope))
  }
}

const jwt = () => refused(adobe.exchangeJwtToken(who.id, who.secret, 'e30.e30.AA'))

done({ version: version('@adobe/aio-lib-ims'), ...await { serverToServer, code, jwt }[given.case]() })
