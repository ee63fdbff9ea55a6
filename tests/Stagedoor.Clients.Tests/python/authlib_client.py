"""Debian's Authlib, driven over lines of JSON."""
import json
import sys

import authlib
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import CodeIDToken
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.common.security import generate_token

given = json.loads(sys.argv[1])
who = given["client"]


def ask(what):
    print(json.dumps(what), flush=True)
    return json.loads(sys.stdin.readline())


def refused(call):
    try:
        call()
    except OAuthError as problem:
        return {"error": problem.error, "message": problem.description}
    raise AssertionError("should have been refused")


def session(method="client_secret_basic", **more):
    return OAuth2Session(who["id"], who.get("secret"), token_endpoint_auth_method=method if who.get("secret") else "none", **more)


def metadata():
    with session() as http:
        return http.get(given["issuer"] + "/.well-known/openid-configuration", withhold_token=True).json()


def code():
    about = metadata()
    http = session(scope=who["scope"], redirect_uri=who["redirectUri"], code_challenge_method="S256")
    verifier, nonce = generate_token(64), generate_token(16)
    url, state = http.create_authorization_url(about["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
    tokens = http.fetch_token(about["token_endpoint"], authorization_response=ask({"browse": url})["at"], state=state, code_verifier=verifier)
    keys = JsonWebKey.import_key_set(http.get(about["jwks_uri"], withhold_token=True).json())
    claims = jwt.decode(tokens["id_token"], keys, claims_cls=CodeIDToken, claims_options={"iss": {"value": given["issuer"]}, "aud": {"value": who["id"]}}, claims_params={"nonce": nonce, "access_token": tokens["access_token"], "client_id": who["id"]})
    claims.validate(leeway=60)
    person = http.get(about["userinfo_endpoint"]).json()
    old = tokens["refresh_token"]
    fresh = http.refresh_token(about["token_endpoint"], refresh_token=old)
    result = {"challenge": create_s256_code_challenge(verifier) in url, "sub": claims["sub"], "person": person, "rotated": fresh["refresh_token"] != old}
    if who.get("secret"):
        live = http.introspect_token(about["introspection_endpoint"], token=fresh["access_token"]).json()
        revoked = http.revoke_token(about["revocation_endpoint"], token=fresh["refresh_token"], token_type_hint="refresh_token")
        dead = http.introspect_token(about["introspection_endpoint"], token=fresh["access_token"]).json()
        result.update(live=live["active"], revoked=revoked.status_code, dead=dead["active"])
    else:
        result["revoked"] = http.revoke_token(about["revocation_endpoint"], token=fresh["refresh_token"]).status_code
    result["after"] = refused(lambda: http.refresh_token(about["token_endpoint"], refresh_token=fresh["refresh_token"]))
    return result


def client_credentials():
    about = metadata()
    tokens = []
    for method in ("client_secret_basic", "client_secret_post"):
        with session(method) as http:
            tokens.append(http.fetch_token(about["token_endpoint"], grant_type="client_credentials", scope=who["scope"]))
    wrong = OAuth2Session(who["id"], "wrong")
    return {"tokens": tokens, "wrong": refused(lambda: wrong.fetch_token(about["token_endpoint"], grant_type="client_credentials", scope=who["scope"]))}


def ims():
    """The same library pointed at the other dialect: commas, seconds at v3."""
    http = OAuth2Session(who["id"], who["secret"], token_endpoint_auth_method="client_secret_post")
    return {"tokens": http.fetch_token(given["issuer"] + "/ims/token/v3", grant_type="client_credentials", scope=who["scope"].replace(" ", ","))}


print(json.dumps({"done": {"version": authlib.__version__, **{"code": code, "clientCredentials": client_credentials, "ims": ims}[given["case"]]()}}), flush=True)
