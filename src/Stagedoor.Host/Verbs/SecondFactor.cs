using System.CommandLine;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Host.Verbs;

/// <summary>Has an organization demand a second factor of its people, or no longer: for an operator, while there is no console.</summary>
internal sealed class SecondFactor(bool demand) : Verb(demand ? "require-second-factor" : "allow-one-factor", demand
    ? "Demand a second factor of an organization's people: who has none enrols one at the next sign-in."
    : "Let an organization's people sign in with a password alone again. Factors that they have are asked for all the same.")
{
    private readonly Argument<string> organizationId = new("ORGANIZATION_ID") { Description = "The organization's id, 24 hex digits and @AdobeOrg." };

    protected override void Declare(Command command) => command.Add(organizationId);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var id = arguments.GetRequiredValue(organizationId);
        var organizations = services.GetRequiredService<IOrganizationStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await organizations.FindAsync(id, cancellation) is not { } organization || !await organizations.RequireSecondFactorAsync(id, demand, now, cancellation)) throw new StartRefusedException($"There is no organization {id}.");
        var act = demand ? AuditAct.SecondFactorDemanded : AuditAct.SecondFactorNotDemanded;
        await services.GetRequiredService<IAuditTrail>().RecordAsync(new AuditEntry { At = now, Act = act, OrganizationId = id, TargetId = id }, cancellation);
        Say(demand ? $"{organization.Name} demands a second factor now: who has none enrols one at the next sign-in." : $"{organization.Name} demands no second factor any more.");
        return 0;
    }
}
