namespace Stagedoor.Oracles.Tests;

/// <summary>
/// oidc-provider and OpenIddict as oracles: where both give one answer, Stagedoor's Standard dialect gives the same, or the table says why not; where they differ, Stagedoor's is one of the two, or the table says why not.
/// </summary>
public sealed class Servers_that_others_wrote
{
    private static readonly SeedClient Machine = new("machine-client", "a-secret-of-enough-length-for-anybody-1", null, "openid");
    private static readonly SeedClient Web = new("web-client", "a-secret-of-enough-length-for-anybody-2", "https://app.example/cb", "openid");

    private static readonly Question[] Questions =
    [
        new("a right secret", "token", server => Question.Form(("grant_type", "client_credentials"), ("client_id", server.Machine.Id), ("client_secret", server.Machine.Secret!), ("scope", "openid"))),
        new("a wrong secret", "token", server => Question.Form(("grant_type", "client_credentials"), ("client_id", server.Machine.Id), ("client_secret", "wrong"))),
        new("no secret", "token", server => Question.Form(("grant_type", "client_credentials"), ("client_id", server.Machine.Id))),
        new("an unknown client", "token", _ => Question.Form(("grant_type", "client_credentials"), ("client_id", "nobody"), ("client_secret", "wrong"))),
        new("no client at all", "token", _ => Question.Form(("grant_type", "client_credentials"))),
        new("no grant type", "token", server => Question.Form(("client_id", server.Machine.Id), ("client_secret", server.Machine.Secret!))),
        new("an unknown grant type", "token", server => Question.Form(("grant_type", "urn:example:none"), ("client_id", server.Machine.Id), ("client_secret", server.Machine.Secret!))),
        new("a grant of another kind of client", "token", server => Question.Form(("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", "https://app.example/cb"), ("client_id", server.Machine.Id), ("client_secret", server.Machine.Secret!))) { Difference = "unauthorized_client is the code that RFC 6749 §5.2 has for a grant that the client may not use" },
        new("a scope that is not the client's", "token", server => Question.Form(("grant_type", "client_credentials"), ("client_id", server.Machine.Id), ("client_secret", server.Machine.Secret!), ("scope", "nobodys"))),
        new("a parameter twice", "token", server => Question.Raw($"grant_type=client_credentials&client_id={server.Machine.Id}&client_secret={server.Machine.Secret}&scope=openid&scope=openid")),
        new("JSON", "token", server => Question.Raw($$"""{"grant_type":"client_credentials","client_id":"{{server.Machine.Id}}","client_secret":"{{server.Machine.Secret}}"}""", "application/json")),
        new("a wrong secret in Basic", "token", _ => Question.Form(("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", "https://app.example/cb"))) { Authorization = server => Question.Basic(server.Web.Id, "wrong") },
        new("Basic and body at once", "token", server => Question.Form(("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", "https://app.example/cb"), ("client_id", server.Web.Id), ("client_secret", server.Web.Secret!))) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
        new("a code that nobody issued", "token", server => Question.Form(("grant_type", "authorization_code"), ("code", "unknown"), ("redirect_uri", server.Web.RedirectUri!))) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
        new("no code", "token", server => Question.Form(("grant_type", "authorization_code"), ("redirect_uri", server.Web.RedirectUri!))) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
        new("a refresh token that nobody issued", "token", _ => Question.Form(("grant_type", "refresh_token"), ("refresh_token", "unknown"))) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
        new("no refresh token", "token", _ => Question.Form(("grant_type", "refresh_token"))) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
        new("introspection of an unknown token", "introspect", _ => Question.Form(("token", "unknown"))) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
        new("introspection by nobody", "introspect", _ => Question.Form(("token", "unknown"))),
        new("introspection of nothing", "introspect", _ => Question.Form()) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
        new("revocation of an unknown token", "revoke", _ => Question.Form(("token", "unknown"))) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
        new("revocation by a wrong secret", "revoke", _ => Question.Form(("token", "unknown"))) { Authorization = server => Question.Basic(server.Web.Id, "wrong") },
        new("revocation of nothing", "revoke", _ => Question.Form()) { Authorization = server => Question.Basic(server.Web.Id, server.Web.Secret!) },
    ];

    [Fact, Slow]
    public async Task answer_the_same_questions_with_the_same_codes()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var ours = new Oracle("Stagedoor", new(app.Issuer), "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", Seed.DailiesBot, Seed.ReviewBoard);
        await using var node = await NodeProvider.StartAsync(Machine, Web);
        await using var openIddict = await OpenIddictServer.StartAsync(Machine, Web);
        using var http = new HttpClient();
        var problems = new List<string>();
        foreach (var question in Questions)
        {
            var reply = await question.AskAsync(http, ours);
            var others = new[] { await question.AskAsync(http, node.Oracle), await question.AskAsync(http, openIddict.Oracle) };
            var line = $"{question.Name}: {reply} | oidc-provider {others[0]} | OpenIddict {others[1]}";
            TestContext.Current.TestOutputHelper?.WriteLine(line);
            if (others.Contains(reply) == (question.Difference is not null)) problems.Add(line);
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }
}
