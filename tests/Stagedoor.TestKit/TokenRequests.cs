using System.Net.Http.Headers;
using System.Text;

namespace Stagedoor.TestKit;

/// <summary>Plain requests to a server's endpoints, by an HTTP client that knows nothing of it.</summary>
public static class TokenRequests
{
    extension(HttpClient http)
    {
        /// <summary>Posts a form. Fields whose value is null are left out.</summary>
        public async Task<Answer> PostFormAsync(string path, IEnumerable<(string Name, string? Value)> fields, SeedClient? basic = null, Action<HttpRequestMessage>? change = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!))),
            };
            if (basic is not null) request.Headers.Authorization = Basic(basic.Id, basic.Secret ?? "");
            change?.Invoke(request);
            return await Answer.OfAsync(await http.SendAsync(request));
        }

        public Task<Answer> PostFormAsync(string path, params (string Name, string? Value)[] fields) => http.PostFormAsync(path, (IEnumerable<(string, string?)>)fields);

        public async Task<Answer> GetAsync(string path, string? bearer, Action<HttpRequestMessage>? change = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
            change?.Invoke(request);
            return await Answer.OfAsync(await http.SendAsync(request));
        }

        /// <summary>Client credentials of a server-to-server credential, with the secret in the form.</summary>
        public Task<Answer> ClientCredentialsAsync(string path, SeedClient client, string? scope = null) =>
            http.PostFormAsync(path, ("grant_type", "client_credentials"), ("client_id", client.Id), ("client_secret", client.Secret), ("scope", scope ?? client.Scope));

        /// <summary>Redeems a code: with Basic for a confidential credential, by client_id for a public one.</summary>
        public Task<Answer> RedeemAsync(string path, SeedClient client, string? code, string? verifier, string? redirectUri = null) =>
            http.PostFormAsync(path, [("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier), ("redirect_uri", redirectUri ?? client.RedirectUri), ("client_id", client.Secret is null ? client.Id : null)],
                client.Secret is null ? null : client);

        public Task<Answer> RefreshAsync(string path, SeedClient client, string? refreshToken, string? scope = null) =>
            http.PostFormAsync(path, [("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("scope", scope), ("client_id", client.Secret is null ? client.Id : null)], client.Secret is null ? null : client);
    }

    public static AuthenticationHeaderValue Basic(string id, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}")));
}
