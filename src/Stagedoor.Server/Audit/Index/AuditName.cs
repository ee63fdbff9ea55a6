namespace Stagedoor.Server.Audit.Index;

/// <summary>Whose id it is.</summary>
public enum AuditNameKind
{
    Person,
    ServiceAccount,
    Credential,
    ProductProfile,
}

/// <summary>The name to show for an id, as it is now; what an entry called it stays in the entry.</summary>
public sealed record AuditName(string Id, AuditNameKind Kind, string Name);
