// A single page app without a library: authorization code with PKCE (RFC 7636), tokens in memory only, the refresh token rotating.
// The authority in settings.json switches between services: Stagedoor's address (with /ims for IMS's dialect), or Adobe's (not tried here).
const settings = await (await fetch("/settings.json")).json();
const scopes = ["openid", "email", "profile", "offline_access", "additional_info.roles"];
const redirectUri = location.origin + "/spa";
const issuer = new URL(settings.authority ?? "https://ims-na1.adobelogin.com");
const adobe = issuer.host.endsWith(".adobelogin.com"), ims = adobe || issuer.pathname === "/ims";
const api = settings.api || (adobe ? "https://api.frame.io" : issuer.origin);
let tokens = null;

// Adobe's discovery document is not open to other origins, so its endpoints stand here.
const server = adobe
  ? { issuer: issuer.origin, authorization_endpoint: issuer.origin + "/ims/authorize/v2", token_endpoint: issuer.origin + "/ims/token/v3", revocation_endpoint: issuer.origin + "/ims/revoke" }
  : await (await fetch(`${ims ? issuer.origin + "/ims" : issuer.href.replace(/\/$/, "")}/.well-known/openid-configuration`)).json();

const base64url = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

async function signIn() {
  const pending = { state: random(), nonce: random(), verifier: random() };
  // Of this tab alone: the answer of a sign-in that another tab or site began finds nothing here.
  sessionStorage.setItem("pending", JSON.stringify(pending));
  const challenge = base64url(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pending.verifier)));
  location.assign(server.authorization_endpoint + "?" + new URLSearchParams({
    response_type: "code", client_id: settings.clientId, redirect_uri: redirectUri, scope: scopes.join(ims ? "," : " "), state: pending.state, nonce: pending.nonce, code_challenge: challenge, code_challenge_method: "S256",
  }));
}

async function complete(answer) {
  const pending = JSON.parse(sessionStorage.getItem("pending") ?? "{}");
  sessionStorage.removeItem("pending");
  history.replaceState(null, "", "/spa");
  if (!pending.state || answer.get("state") !== pending.state) throw new Error("This is not the answer to a sign-in of this tab.");
  if (answer.has("iss") ? answer.get("iss") !== server.issuer : server.authorization_response_iss_parameter_supported) throw new Error("This is another issuer's answer.");
  if (answer.has("error")) throw new Error(`Not signed in: ${answer.get("error_description") ?? answer.get("error")}`);
  tokens = await post(server.token_endpoint, { grant_type: "authorization_code", code: answer.get("code"), redirect_uri: redirectUri, code_verifier: pending.verifier });
  // It came over TLS from the issuer itself; what it says must fit all the same (OIDC Core §3.1.3.7).
  const claims = JSON.parse(atob(tokens.id_token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  if (claims.nonce !== pending.nonce || claims.aud !== settings.clientId) { tokens = null; throw new Error("This ID token belongs to another sign-in."); }
}

async function post(endpoint, fields) {
  const response = await fetch(endpoint, { method: "POST", body: new URLSearchParams({ client_id: settings.clientId, ...fields }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`The issuer refused: ${text}`);
  return text ? JSON.parse(text) : {};
}

async function renew() {
  if (!tokens.refresh_token) throw new Error("The issuer gave no refresh token: sign in again.");
  tokens = { ...tokens, ...await post(server.token_endpoint, { grant_type: "refresh_token", refresh_token: tokens.refresh_token }) };
  return "Renewed.";
}

async function who(again = true) {
  const response = await fetch(api + "/v4/me", { headers: { Authorization: `Bearer ${tokens.access_token}` } });
  if (response.status === 401 && again) { await renew(); return who(false); }
  return `You are ${(await response.json()).data.name}.`;
}

async function signOut() {
  await post(server.revocation_endpoint, { token: tokens.refresh_token ?? tokens.access_token });
  tokens = null;
  return "You are signed out.";
}

async function show(work) {
  try { document.getElementById("out").textContent = await work(); } catch (problem) { document.getElementById("out").textContent = problem.message; }
  for (const id of ["who", "renew", "sign-out"]) document.getElementById(id).hidden = !tokens;
  document.getElementById("sign-in").hidden = !!tokens;
}

for (const [id, work] of [["sign-in", signIn], ["who", who], ["renew", renew], ["sign-out", signOut]]) document.getElementById(id).onclick = () => show(() => work());
document.getElementById("sign-in").disabled = false;
const answer = new URLSearchParams(location.search);
if (answer.has("state")) await show(async () => { await complete(answer); return "You are signed in."; });
