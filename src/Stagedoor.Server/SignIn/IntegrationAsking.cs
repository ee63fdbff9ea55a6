using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn;

/// <summary>Puts an application that an organization blocks before its administrators, for a person whom the page says no to. So many are open at once, and so often, that nobody floods them.</summary>
public sealed class IntegrationAsking(IIntegrationRules rules, IAttempts attempts, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The value of the button by which a person asks, on whatever page it stands.</summary>
    public const string Action = "ask";

    /// <summary>How many of a person's requests are open at once.</summary>
    public const int MostOpen = 10;

    private static readonly AttemptPolicy Policy = new(20, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    private static readonly Texts texts = Texts.Beside<WhyNot>();

    /// <summary>What came of it, in words.</summary>
    public async Task<string> AskAsync(HttpContext context, Asking asking, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await attempts.ClaimAsync("integration:" + asking.Person.Id, Policy, now, cancellation) > TimeSpan.Zero) return texts["Asked.TooMany"];
        var result = await rules.AskAsync(asking.Person.Id, asking.Blocks, MostOpen, now, cancellation);
        if (result != IntegrationAsk.Asked) return texts[result == IntegrationAsk.Before ? "Asked.Before" : "Asked.TooMany"];
        foreach (var block in asking.Blocks)
        {
            var entry = new AuditEntry { At = now, Act = AuditAct.IntegrationAsked, ActorId = asking.Person.Id, ClientId = block.ClientId, OrganizationId = block.OrganizationId, TargetId = block.ClientId, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier };
            await audit.RecordAsync(entry, CancellationToken.None);
        }

        return texts["Asked"];
    }
}
