namespace Stagedoor.Server.Audit.Index;

/// <summary>To which organizations an entry belongs that names none (docs/decisions/0027).</summary>
public static class AuditOwners
{
    /// <summary>Of a person in more organizations than this, the first count.</summary>
    public const int Most = 100;

    /// <summary>
    /// The organization that it names; else those of its actor, and of its credential. A sign-in and what a person does to their own account belong to the person's organizations only, whatever application led
    /// there: where somebody lives is no business of an application's owner. Without an actor, those of its target. None at all: it stands in the chain only.
    /// </summary>
    public static IReadOnlyList<string> Of(AuditEntry entry, Func<string, IReadOnlyList<string>> organizationsOf)
    {
        if (entry.OrganizationId is { } named) return [named];
        var owners = new SortedSet<string>(StringComparer.Ordinal);
        if (entry.ActorId is { } actor) owners.UnionWith(organizationsOf(actor));
        if (entry.OnBehalfOfId is { } person) owners.UnionWith(organizationsOf(person));
        if (entry.ClientId is { } client && !BrowserActs.IsOfPersonAlone(entry.Act)) owners.UnionWith(organizationsOf(client));
        if (owners.Count == 0 && entry.ActorId is null && entry.TargetId is { } target) owners.UnionWith(organizationsOf(target));
        return [.. owners.Take(Most)];
    }

    /// <summary>The ids whose organizations may be asked for.</summary>
    public static IEnumerable<string> Asked(AuditEntry entry)
    {
        if (entry.OrganizationId is not null) yield break;
        foreach (var id in new[] { entry.ActorId, entry.OnBehalfOfId, entry.ClientId, entry.TargetId })
        {
            if (id is { Length: > 0 and <= 128 }) yield return id;
        }
    }
}
