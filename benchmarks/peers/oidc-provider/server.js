// oidc-provider with its own adapter in memory: nothing is durable. node server.js PORT [ES256|RS256]
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const [port, algorithm = 'ES256'] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const pair = algorithm === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'bench',
    client_secret: 'p8e-bench-secret-not-for-production',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: algorithm,
  }],
  jwks: { keys: [{ ...pair.privateKey.export({ format: 'jwk' }), use: 'sig', alg: algorithm, kid: 'bench' }] },
  scopes: ['frame.s2s.all'],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => `${issuer}/v4`,
      getResourceServerInfo: () => ({ scope: 'frame.s2s.all', accessTokenFormat: 'jwt', accessTokenTTL: 86400, jwt: { sign: { alg: algorithm } } }),
    },
  },
});

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
