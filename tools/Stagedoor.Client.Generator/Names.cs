using System.Globalization;

namespace Stagedoor.Client.Generator;

/// <summary>The contract's names as .NET spells them.</summary>
internal static class Names
{
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["id"] = "Its id.",
        ["name"] = "Its name.",
        ["created_at"] = "When it was made.",
        ["updated_at"] = "When it was last changed.",
        ["creator"] = "Who made it; there if it was asked for by an include.",
        ["creator_id"] = "The id of who made it.",
        ["owner"] = "Whose it is; there if it was asked for by an include.",
        ["type"] = "What kind it is.",
        ["user"] = "The user.",
        ["role"] = "The role.",
        ["email"] = "The e-mail address.",
        ["adobe_id"] = "Its id at Adobe.",
        ["project_id"] = "The id of its project.",
        ["workspace_id"] = "The id of its workspace.",
        ["account_id"] = "The id of its account.",
        ["parent_id"] = "The id of the folder it stands in.",
    };

    public static string Pascal(string name) => string.Concat(name.Split('_', '.', '-', ' ').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public static string Camel(string name) => char.ToLower(Pascal(name)[0], CultureInfo.InvariantCulture) + Pascal(name)[1..];

    /// <summary>As a variable: words of the language are escaped.</summary>
    public static string Local(string name) => Camel(name) is "event" or "private" or "public" ? "@" + Camel(name) : Camel(name);

    /// <summary>A sentence on a member that the contract says nothing about.</summary>
    public static string Sentence(string member) => Usual.TryGetValue(member, out var sentence) ? sentence : $"<c>{member}</c> of the contract.";
}
