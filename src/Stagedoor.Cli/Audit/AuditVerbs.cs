namespace Stagedoor.Cli.Audit;

/// <summary><c>stagedoor audit …</c>.</summary>
internal static class AuditVerbs
{
    public static VerbGroup Group => new("audit", "The audit of an organization.", new ExportAudit(), new VerifyAudit());
}
