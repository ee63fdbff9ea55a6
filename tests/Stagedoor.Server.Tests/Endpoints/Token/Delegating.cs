using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Tests.Endpoints.Token;

/// <summary>A person, an application of theirs, and a service account of the same organization that may act for them.</summary>
internal sealed record Delegating(StagedoorApp App, string Organization, SeedClient Application, SeedClient Bot, Someone Someone)
{
    public const string Grant = "urn:ietf:params:oauth:grant-type:token-exchange", AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static async Task<Delegating> OnAsync(StagedoorApp app, ApplicationKind? kind = null)
    {
        var organization = await app.OrganizationAsync();
        var application = await app.CredentialAsync(kind ?? ApplicationKind.WebApp, organization);
        return new(app, organization, application, await app.CredentialAsync(ApplicationKind.ServerToServer, organization), await app.SomeoneAsync(application));
    }

    /// <summary>The person allows it: what the application then holds, to pass on.</summary>
    public Task<Answer> PassOnAsync(params (string Name, string? Value)[] changes) => App.TokensAsync(Application, Someone, "/oauth2/token", [("audience", Bot.Id), .. changes]);

    public async Task<string> SubjectTokenAsync() => (await PassOnAsync())["access_token"]!;

    public Task<Answer> ExchangeAsync(string? subjectToken, params (string Name, string? Value)[] changes) => ExchangeAsync(Bot, subjectToken, changes);

    public Task<Answer> ExchangeAsync(SeedClient by, string? subjectToken, params (string Name, string? Value)[] changes)
    {
        List<(string Name, string? Value)> fields = [("grant_type", Grant), ("subject_token", subjectToken), ("subject_token_type", AccessTokenType)];
        foreach (var change in changes)
        {
            fields.RemoveAll(field => field.Name == change.Name);
            fields.Add(change);
        }

        if (by.Secret is null) fields.Add(("client_id", by.Id));
        return App.Http.PostFormAsync("/oauth2/token", fields, by.Secret is null ? null : by);
    }

    /// <summary>A token with which the service account acts for the person.</summary>
    public async Task<string> DelegatedTokenAsync() => (await ExchangeAsync(await SubjectTokenAsync())).Ok()["access_token"]!;

    public async Task<ServiceAccount> AccountAsync() => (await App.Get<IServiceAccountStore>().FindByClientAsync(Bot.Id, Made.Stop))!;

    /// <summary>Fails unless the token works at every place that takes it.</summary>
    public async Task LivesAsync(string token)
    {
        (await App.Http.GetAsync("/v4/me", token)).Ok();
        Assert.DoesNotContain(false, await AliveAsync(token));
    }

    /// <summary>Fails unless within a second no place takes it any more.</summary>
    public Task DiesEverywhereAsync(string token) => Eventually.TrueAsync(
        async () => (await App.Http.GetAsync("/v4/me", token)).Code == 401 && !(await AliveAsync(token)).Contains(true), Soon, "the token lives on somewhere");

    /// <summary>Userinfo, validate_token and introspection, the last by another credential of the organization.</summary>
    private async Task<bool[]> AliveAsync(string token)
    {
        var info = await App.Http.GetAsync("/oauth2/userinfo", token);
        var valid = await App.Http.PostFormAsync("/ims/validate_token/v1", ("token", token), ("type", "access_token"));
        var seen = await App.Http.PostFormAsync("/oauth2/introspect", [("token", token)], await WatcherAsync());
        return [info.Code == 200, valid["valid"] == "true", seen["active"] == "true"];
    }

    private SeedClient? watcher;

    private async Task<SeedClient> WatcherAsync() => watcher ??= await App.CredentialAsync(ApplicationKind.ServerToServer, Organization, settings => settings with { Scopes = [Scope.OpenId] });
}
