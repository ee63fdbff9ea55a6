namespace Stagedoor.TestKit;

/// <summary>Authorization requests, as a client writes them, and what comes of them.</summary>
public static class Authorize
{
    /// <summary>The address of an authorization request with the usual parameters of a client; <paramref name="changes"/> replace, add, or with a null value leave out.</summary>
    public static string Url(SeedClient client, ProofKey? proof, params (string Name, string? Value)[] changes) => Url("/oauth2/authorize", client, proof, changes);

    public static string Url(string path, SeedClient client, ProofKey? proof, params (string Name, string? Value)[] changes)
    {
        var parameters = new List<(string Name, string? Value)>
        {
            ("response_type", "code"), ("client_id", client.Id), ("redirect_uri", client.RedirectUri), ("scope", client.Scope), ("state", "s-1"), ("nonce", "n-1"),
            ("code_challenge", proof?.Challenge), ("code_challenge_method", proof is null ? null : "S256"),
        };
        foreach (var change in changes)
        {
            parameters.RemoveAll(parameter => parameter.Name == change.Name);
            parameters.Add(change);
        }

        return path + "?" + string.Join('&', parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value!)}"));
    }

    extension(StagedoorApp app)
    {
        /// <summary>A person signs in through a client and allows it: the code, and what it needs.</summary>
        public async Task<Grant> AllowAsync(SeedClient client, Browser? browser = null, string email = Seed.Ada, string password = Seed.AdaPassword, params (string Name, string? Value)[] changes)
        {
            var proof = ProofKey.New();
            using var own = browser is null ? app.NewBrowser() : null;
            var page = await (browser ?? own!).SignInAndAllowAsync(Url(client, proof, changes), email, password);
            return new(client, page.Callback, proof);
        }

        /// <summary>The same, with the code redeemed.</summary>
        public async Task<Answer> SignInAsync(SeedClient client, Browser? browser = null, string email = Seed.Ada, string password = Seed.AdaPassword, params (string Name, string? Value)[] changes)
        {
            var grant = await app.AllowAsync(client, browser, email, password, changes);
            return (await app.RedeemAsync(grant)).Ok();
        }

        public Task<Answer> RedeemAsync(Grant grant, string path = "/oauth2/token") => app.Http.RedeemAsync(path, grant.Client, grant.Code, grant.Proof.Verifier);
    }
}

/// <summary>What a client has after its callback.</summary>
public sealed record Grant(SeedClient Client, IReadOnlyDictionary<string, string> Callback, ProofKey Proof)
{
    public string Code => Callback.TryGetValue("code", out var code) ? code : throw new InvalidOperationException($"no code in: {string.Join(' ', Callback)}");
}
