using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>A right call of an operation: the ids in its path beside the account's, its query, headers and body.</summary>
internal sealed record Ask(params (string Name, string Value)[] Ids)
{
    public string Query { get; init; } = "";

    public string? Body { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>For a list: the ids of all that it must hold, and nothing else.</summary>
    public IReadOnlyCollection<string>? Holds { get; init; }

    /// <summary>For a list that others fill too: ids that it must hold among others.</summary>
    public IReadOnlyCollection<string>? HoldsAmongOthers { get; init; }

    /// <summary>Whether what was sent comes back as it was sent.</summary>
    public bool IsEchoed { get; init; } = true;

    /// <summary>Members that are sent and come back otherwise, or not.</summary>
    public string[] NotEchoed { get; init; } = [];

    /// <summary>More that must be true of the data of the answer.</summary>
    public Action<JsonElement>? Also { get; init; }

    /// <summary>The path, with some ids exchanged.</summary>
    public string Path(ContractOperation operation, string account = Seed.Account, (string Name, string Value)? instead = null)
    {
        var path = operation.Path.Replace("{account_id}", account, StringComparison.Ordinal);
        foreach (var (name, value) in Ids) path = path.Replace($"{{{name}}}", instead?.Name == name ? instead.Value.Value : value, StringComparison.Ordinal);
        Assert.DoesNotContain('{', path);
        return path;
    }

    public Task<Answer> SendAsync(Api api, ContractOperation operation, string? path = null, string? query = null, string? body = null) =>
        api.SendAsync(new(operation.Method), (path ?? Path(operation)) + (query ?? Query), body ?? Body, request =>
        {
            foreach (var (name, value) in Headers) request.Headers.Add(name, value);
        });
}
