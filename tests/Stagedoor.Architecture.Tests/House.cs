using Mono.Cecil;

namespace Stagedoor.Architecture.Tests;

/// <summary>The walls inside the server, as one table. A change here is a decision: it comes with a record in <c>docs/decisions/</c>.</summary>
public static class House
{
    /// <summary>The capabilities, lowest first: each may name only those before it.</summary>
    public static readonly string[] Capabilities =
        ["Keys", "Audit", "Mail", "Users", "Factors", "Organizations", "Clients", "ServiceAccounts", "Authorizations", "Sessions", "Consents", "Tokens", "LogoutNotices", "Seeds", "Administration"];

    /// <summary>Folders of edges; each folder inside is an edge of its own.</summary>
    public static readonly string[] EdgeFolders = ["Endpoints", "SignIn", "Developer", "Admin", "Management"];

    /// <summary>Under all edges, above the capabilities: who is at this browser. It knows HTTP, and no edge.</summary>
    public const string Ground = "Visitors";

    /// <summary>What the two consoles share, and nobody else names: their frame.</summary>
    public const string Consoles = "Consoles";

    /// <summary>The edge folders that stand on <see cref="Consoles"/>.</summary>
    public static readonly string[] OnConsoles = ["Developer", "Admin"];

    /// <summary>Inside an edge folder, what all its edges share; the folder's root is shared too.</summary>
    public static readonly string[] SharedByEdges = ["Endpoints.Dialects", "SignIn.Credentials"];

    /// <summary>The composition of the server: lists everything, and is named by nothing in it.</summary>
    public static readonly string[] Composition = ["Stagedoor.Server.StagedoorServer", "Stagedoor.Server.Capabilities"];

    private const string Server = "Stagedoor.Server";

    public enum Kind
    {
        Root,
        Capability,
        Ground,
        Consoles,
        Shared,
        Edge,
    }

    public sealed record Area(Kind Kind, string Name);

    /// <summary>Where a type of the server stands; null for a folder that nobody declared.</summary>
    public static Area? AreaOf(string ns)
    {
        if (ns == Server) return new(Kind.Root, "");
        if (!ns.StartsWith(Server + ".", StringComparison.Ordinal)) return null;
        var parts = ns[(Server.Length + 1)..].Split('.');
        if (Capabilities.Contains(parts[0])) return new(Kind.Capability, parts[0]);
        if (parts[0] == Ground) return new(Kind.Ground, Ground);
        if (parts[0] == Consoles) return new(Kind.Consoles, Consoles);
        if (!EdgeFolders.Contains(parts[0])) return null;
        if (parts.Length == 1 || SharedByEdges.Contains($"{parts[0]}.{parts[1]}")) return new(Kind.Shared, parts[0]);
        return new(Kind.Edge, $"{parts[0]}.{parts[1]}");
    }

    /// <summary>Every naming that a wall forbids, as a sentence.</summary>
    public static IEnumerable<string> Violations(Code code)
    {
        foreach (var type in code.Types)
        {
            if (AreaOf(type.Namespace) is not { } from)
            {
                yield return $"{type.FullName} stands in a folder that the house does not know";
                continue;
            }

            foreach (var used in Uses.Of(type))
            {
                if (used.Namespace.StartsWith(Server, StringComparison.Ordinal) && AreaOf(used.Namespace) is { } to && WhyNot(type, from, used, to) is { } reason) yield return $"{type.FullName} names {used.FullName}: {reason}";
            }
        }
    }

    private static string? WhyNot(TypeDefinition type, Area from, TypeReference used, Area to)
    {
        if (Composition.Contains(type.FullName)) return null;
        if (Composition.Contains(used.FullName)) return "only the host names the composition";
        if (to.Kind == Kind.Root || from == to) return null;
        return (from.Kind, to.Kind) switch
        {
            (Kind.Root, _) => "the root knows nothing below it",
            (Kind.Capability, Kind.Capability) => Array.IndexOf(Capabilities, to.Name) < Array.IndexOf(Capabilities, from.Name) ? null : "capabilities look downwards only",
            (Kind.Capability, _) => "a capability knows no edge",
            (_, Kind.Capability) => null,
            (Kind.Ground, _) => "what is under the edges knows none of them",
            (_, Kind.Ground) => null,
            (Kind.Consoles, _) => "what the consoles share knows neither of them",
            (Kind.Edge or Kind.Shared, Kind.Consoles) => OnConsoles.Contains(from.Name.Split('.')[0]) ? null : "only the consoles stand on their frame",
            (Kind.Edge, Kind.Shared) => from.Name.StartsWith(to.Name + ".", StringComparison.Ordinal) ? null : "an edge shares only with its own folder",
            (Kind.Shared, _) => "what edges share knows no edge",
            _ => "edges never reference each other",
        };
    }
}
