using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Frameio.Tests;

/// <summary>The V4 API as one user calls it.</summary>
internal sealed class Api(HttpClient http, string token)
{
    private const string Account = "/v4/accounts/" + Seed.Account;

    public HttpClient Http => http;

    /// <summary>As the seed's service account, which is an admin of the account.</summary>
    public static async Task<Api> OfBotAsync(StagedoorApp app) => new(app.Http, (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!);

    /// <summary>As a person, with a token as a grant would make it.</summary>
    public static async Task<Api> OfAsync(StagedoorApp app, string email) => new(app.Http, await app.PersonTokenAsync(email));

    /// <summary>Sends to a path of the seed's account, or to one that begins with <c>/v4</c>.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("/v4", StringComparison.Ordinal) ? path : Account + path);
        request.Headers.Authorization = new("Bearer", token);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        change?.Invoke(request);
        return await Answer.OfAsync(await http.SendAsync(request));
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, json);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>The data of an answer with one of the statuses of success.</summary>
    public async Task<JsonElement> DataAsync(HttpMethod method, string path, string? json = null)
    {
        var answer = await SendAsync(method, path, json);
        Assert.True(answer.Code is 200 or 201, $"{method} {path}: {answer}");
        return answer.Json.GetProperty("data");
    }

    public async Task<string> MeAsync() => (await DataAsync(HttpMethod.Get, "/v4/me")).Text("id");

    public async Task<string> NewWorkspaceAsync(string name) => (await DataAsync(HttpMethod.Post, "/workspaces", Named(name))).Text("id");

    public Task<JsonElement> NewProjectAsync(string workspace, string name, bool restricted = false) =>
        DataAsync(HttpMethod.Post, $"/workspaces/{workspace}/projects", $$$"""{"data":{"name":{{{JsonSerializer.Serialize(name)}}},"restricted":{{{(restricted ? "true" : "false")}}}}}""");

    public async Task GiveAsync(string place, string user, string role) => (await PatchAsync($"/{place}/users/{user}", $$$"""{"data":{"role":"{{{role}}}"}}""")).Ok();

    public static string Named(string name) => $$$"""{"data":{"name":{{{JsonSerializer.Serialize(name)}}}}}""";

    /// <summary>All items of a list, by its links.</summary>
    public async Task<List<JsonElement>> AllAsync(string path)
    {
        var all = new List<JsonElement>();
        for (string? next = path; next is not null;)
        {
            var page = (await GetAsync(next)).Ok().Json;
            all.AddRange(page.GetProperty("data").EnumerateArray());
            next = page.GetProperty("links").GetProperty("next").GetString();
        }

        return all;
    }
}

internal static class Reading
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static string[] Names(this IEnumerable<JsonElement> items) => [.. items.Select(item => item.Text("name"))];
}

internal static class PersonTokens
{
    /// <summary>A token of a person, as a grant would make it; with the credential of a service account that acts for them, as an exchange would.</summary>
    public static async Task<string> PersonTokenAsync(this StagedoorApp app, string email = Seed.Ada, SeedClient? actor = null)
    {
        var person = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(email, default))!;
        var client = (await app.Services.GetRequiredService<IClientStore>().FindAsync(Seed.ReviewBoard.Id, default))!;
        if (actor is not null) return await app.DelegatedTokenAsync(person, client, actor);
        return app.Services.GetRequiredService<AccessTokenIssuer>().Issue(new()
        {
            Client = client,
            SubjectId = person.Id,
            SubjectEpoch = person.Epoch,
            Scopes = client.Settings.ScopeSet,
            Dialect = Dialects.Ims,
        }).Text;
    }

    // By the ports alone: the person allows both, and the exchange is the token endpoint's.
    private static async Task<string> DelegatedTokenAsync(this StagedoorApp app, Person person, Client client, SeedClient actor)
    {
        var consents = app.Services.GetRequiredService<IConsentStore>();
        foreach (var allowed in (string[])[client.ClientId, actor.Id]) await consents.AllowAsync(new() { PersonId = person.Id, ClientId = allowed, Scopes = client.Settings.ScopeSet, GrantedAt = app.Clock.GetUtcNow() }, default);
        var subject = app.Services.GetRequiredService<AccessTokenIssuer>().Issue(new()
        {
            Client = client,
            SubjectId = person.Id,
            SubjectEpoch = person.Epoch,
            Scopes = client.Settings.ScopeSet,
            PassedOn = new(actor.Id, (await consents.FindAsync(person.Id, actor.Id, default))!.GrantId, client.Settings.ScopeSet),
            Dialect = Dialects.Standard,
        });
        return (await app.Http.PostFormAsync("/oauth2/token", [("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", subject.Text), ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")], actor)).Ok()["access_token"]!;
    }
}

/// <summary>Apps without rate limits, for tests that call often.</summary>
public class UnlimitedFixture : AppFixture
{
    protected override AppOptions Options => new() { Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false" } };
}
