using Stagedoor.Server.Admin.Audit;
using Stagedoor.Server.Audit;

namespace Stagedoor.Server.Tests.Admin.Audit;

/// <summary>What the audit page lets one look for, against what is recorded.</summary>
public class The_acts_to_choose_from
{
    // What is nobody's in particular is in no organization's log.
    private static readonly string[] OfTheInstallation = [AuditAct.KeyAdded, AuditAct.KeyWithdrawn, AuditAct.SignUpRepeated, AuditAct.Restored, AuditAct.AuditContradicted];

    [Fact]
    public void are_those_that_can_be_recorded() => Assert.Equal(
        typeof(AuditAct).GetFields().Select(act => (string)act.GetRawConstantValue()!).Where(act => !act.EndsWith('.')).Except(OfTheInstallation).Order(StringComparer.Ordinal),
        AuditActs.All.Order(StringComparer.Ordinal));
}
