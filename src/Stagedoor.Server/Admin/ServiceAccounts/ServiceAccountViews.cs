using Stagedoor.Server.Consoles;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Admin.ServiceAccounts;

/// <summary>What the list of service account users was asked for, as it stands in the address.</summary>
public sealed record ListAsked(string Text, string Status, string Show, bool IsByIdleness)
{
    /// <summary>The address of the list with one thing changed.</summary>
    public static string Address(ListAsked asked, string? after = null)
    {
        List<string> parts = [];
        if (asked.Text.Length > 0) parts.Add("text=" + Uri.EscapeDataString(asked.Text));
        if (asked.Status.Length > 0) parts.Add("status=" + asked.Status);
        if (asked.Show.Length > 0) parts.Add("show=" + asked.Show);
        if (asked.IsByIdleness) parts.Add("sort=idle");
        if (after is not null) parts.Add("after=" + after);
        return ServiceAccountsStep.Root + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }
}

public sealed record ServiceAccountsView : ConsoleView
{
    public required IReadOnlyList<ListedServiceAccount> Accounts { get; init; }
    public required ListAsked Asked { get; init; }
    public required DateTimeOffset Now { get; init; }
    public string? Next { get; init; }
    public bool IsFirst { get; init; } = true;
}

/// <summary>One service account user.</summary>
public sealed record ServiceAccountView : ConsoleView
{
    public required ListedServiceAccount Listed { get; init; }
    public required ServiceAccountWork Work { get; init; }
    public required DateTimeOffset Now { get; init; }

    public ServiceAccount Account => Listed.Account;
}

/// <summary>What is typed of one.</summary>
public sealed record ServiceAccountFormView : ConsoleView
{
    public required ListedServiceAccount Listed { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required string Owner { get; init; }
    public required string AccountRole { get; init; }
}

/// <summary>Which credential is to get one.</summary>
public sealed record GrantView : ConsoleView
{
    public required IReadOnlyList<CredentialWithout> Credentials { get; init; }
}
