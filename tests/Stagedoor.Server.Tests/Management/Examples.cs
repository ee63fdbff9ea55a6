using Stagedoor.Server.Administration;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Management;

/// <summary>A call that would succeed: the places of the path, the query, the body.</summary>
internal sealed record Example(string? Json, params (string Name, string Value)[] In)
{
    public IReadOnlyDictionary<string, string> Places => In.ToDictionary(place => place.Name, place => place.Value);

    public Dictionary<string, string> Query { get; init; } = [];
}

/// <summary>One call for every operation, each on things of its own.</summary>
internal static class Examples
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What the operation acts on belongs to <paramref name="owner"/>, a developer.</summary>
    public static async Task<Example> OfAsync(StagedoorApp app, string operation, Person owner) => operation switch
    {
        "listProjects" or "listAudit" or "exportAudit" or "verifyAudit" or "getAuditCheck" or "getStatistics" => new(null),
        "createProject" => new("""{"name":"Ingest"}"""),
        "getProject" or "deleteProject" => new(null, ("project", await ProjectAsync(app, owner))),
        "renameProject" => new("""{"name":"Ingest, renamed"}""", ("project", await ProjectAsync(app, owner))),
        "listServiceAccounts" => new(null),
        "grantServiceAccount" => new($$"""{"credential":"{{(await app.BotCredentialAsync()).ClientId}}","account_role":"member"}"""),
        "getServiceAccount" or "getServiceAccountWork" or "disableServiceAccount" or "enableServiceAccount" or "deleteServiceAccount" => new(null, ("service_account", (await app.BotAsync()).Id)),
        "changeServiceAccount" => new("""{"description":"Brings the takes in"}""", ("service_account", (await app.BotAsync()).Id)),
        _ => throw new InvalidOperationException($"no example of {operation}: add one"),
    };

    public static async Task<string> ProjectAsync(StagedoorApp app, Person owner)
    {
        var administrator = await app.AdministratorAsync(owner, Seed.Organization);
        return (await app.Of<Projects>().CreateAsync(administrator, "A project", Cancellation)).Failed(out var why, out var card) ? throw new InvalidOperationException(why.Sentence) : card.Project.Id;
    }
}
