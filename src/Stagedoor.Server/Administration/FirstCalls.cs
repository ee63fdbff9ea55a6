using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Administration;

/// <summary>The way of a credential to its first call: which steps the server has seen succeed.</summary>
public sealed class FirstCalls(Credentials credentials, IFirstSteps steps)
{
    public async ValueTask<Outcome<FirstCall>> OfAsync(Administrator administrator, string id, CancellationToken cancellation)
    {
        if ((await credentials.OpenAsync(administrator, Act.ReadCredential, id, cancellation)).Failed(out var refused, out var card)) return refused;
        var done = await steps.OfAsync(id, cancellation);
        return new FirstCall([.. StepsOf(card.Client).Select(step => new FirstCallStep(step, done.TryGetValue(step, out var at) ? at : null))]);
    }

    // Nobody signs in to a machine, and what has no scope of the Frame.io API calls something else.
    private static IEnumerable<FirstStep> StepsOf(Client client)
    {
        if (client.Kind.ActsAsPerson) yield return FirstStep.Authorize;
        yield return FirstStep.Token;
        if (client.Settings.ScopeSet.Contains(client.Kind.ActsAsPerson ? Scope.Roles : Scope.FrameServerToServer)) yield return FirstStep.Call;
    }
}

/// <summary>A step, and when it was done first; null while it was not.</summary>
public sealed record FirstCallStep(FirstStep Step, DateTimeOffset? DoneAt);

/// <summary>The steps in order.</summary>
public sealed record FirstCall(IReadOnlyList<FirstCallStep> Steps)
{
    public bool IsDone => Steps.All(step => step.DoneAt is not null);
}
