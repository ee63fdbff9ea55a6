// A stock oidc-provider with one server-to-server client and one web client; says its port on standard output.
import { Provider } from 'oidc-provider';
import { createServer } from 'node:http';

const [id, secret, webId, webSecret] = process.argv.slice(2);
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: id, client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [], token_endpoint_auth_method: 'client_secret_post', scope: 'openid' },
      { client_id: webId, client_secret: webSecret, grant_types: ['authorization_code', 'refresh_token'], redirect_uris: ['https://app.example/cb'], token_endpoint_auth_method: 'client_secret_basic' },
    ],
    features: { clientCredentials: { enabled: true }, introspection: { enabled: true }, revocation: { enabled: true } },
    scopes: ['openid', 'offline_access'],
  });
  server.on('request', provider.callback());
  console.log(JSON.stringify({ port: server.address().port, version: process.env.npm_package_version ?? null }));
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
