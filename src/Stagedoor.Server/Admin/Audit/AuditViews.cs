using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.Audit;

/// <summary>A page of the audit log.</summary>
public sealed record LogView : ConsoleView
{
    public required AuditQuery Asked { get; init; }
    public required AuditPage Page { get; init; }
}

/// <summary>How the last check of the chains stands; null before the first.</summary>
public sealed record VerifyView : ConsoleView
{
    public required AuditCheckState? State { get; init; }
}
