using System.CommandLine;
using System.Globalization;
using Stagedoor.Server.Audit;

namespace Stagedoor.Host.Verbs;

/// <summary>Proves the audit against the key, <c>audit-head</c>, and heads kept elsewhere; names the first broken entry.</summary>
internal sealed class VerifyAudit() : Verb("verify", "Prove that no audit entry was changed, removed, moved or cut off.")
{
    private readonly Option<string[]> heads = new("--heads") { Description = "More files that hold signed heads: logs, or the audit-head of other nodes and of backups.", AllowMultipleArgumentsPerToken = true };

    protected override void Declare(Command command) => command.Add(heads);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var lines = services.GetRequiredService<AuditHeadFile>().ReadLines().ToList();
        foreach (var file in arguments.GetValue(heads) ?? [])
        {
            try
            {
                lines.AddRange(File.ReadLines(file).Where(static line => line.Contains(SignedAuditHead.Marker, StringComparison.Ordinal)));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException($"{file} cannot be read: {problem.Message}", problem);
            }
        }

        var verdict = await services.GetRequiredService<AuditVerifier>().VerifyAsync(lines, cancellation);
        foreach (var chain in verdict.Chains) Say(string.Create(CultureInfo.InvariantCulture, $"{chain.Node}: entries {chain.First} to {chain.Last}, proven through {chain.ProvenThrough}"));
        foreach (var finding in verdict.All) Say(finding.Sentence);
        Say(verdict.IsIntact ? "The audit is intact." : "The audit is NOT intact.");
        return verdict.IsIntact ? 0 : 1;
    }
}
