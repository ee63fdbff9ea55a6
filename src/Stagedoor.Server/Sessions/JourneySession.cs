using Stagedoor.Server.Authorizations;

namespace Stagedoor.Server.Sessions;

/// <summary>Which session of a browser a journey is about. The authorize endpoint and every page ask here, so that they never mean different people.</summary>
public static class JourneySession
{
    /// <summary>
    /// The one that was chosen in the journey, else the one that signed in within it, else the browser's newest. One that was chosen and has ended is not replaced by another's: null, and the
    /// person signs in again.
    /// </summary>
    public static Session? Of(Journey journey, IReadOnlyList<Session> live) =>
        (journey.ChosenSid ?? journey.SignedInSid) is { } sid ? live.FirstOrDefault(session => session.Sid == sid) : Of(journey.Request, live);

    /// <summary>Before anything was chosen: the person's whom the request means (OIDC Core §3.1.2.1 id_token_hint), else the browser's newest.</summary>
    public static Session? Of(AuthorizationRequest request, IReadOnlyList<Session> live) =>
        request.HintedPersonId is { } person ? live.FirstOrDefault(session => session.PersonId == person) : live.Count > 0 ? live[0] : null;
}
