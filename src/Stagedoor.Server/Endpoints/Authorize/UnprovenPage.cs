using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Pages;

namespace Stagedoor.Server.Endpoints.Authorize;

/// <summary>The page for a request whose redirect URI nobody proved.</summary>
internal static class UnprovenPage
{
    private const int MostShown = 300;

    private static readonly Texts texts = Texts.Beside<AuthorizationAnswer>();

    /// <summary>What was sent and what is registered is for the signed-in owner only: to anybody else it would be a list of places worth attacking.</summary>
    public static IResult Of(UnprovenCause cause, AuthorizationDraft draft, bool toOwner)
    {
        List<KeyValuePair<string, string>> facts = [];
        if (toOwner)
        {
            var settings = draft.Client.Settings;
            facts.Add(new(texts["Sent"], Cut(draft.Parameters["redirect_uri"] ?? texts["Nothing"])));
            foreach (var registered in (string?[])[settings.DefaultRedirectUri, .. settings.RedirectUris]) if (registered is not null) facts.Add(new(texts["Registered"], Cut(registered)));
            foreach (var pattern in settings.RedirectUriPatterns) facts.Add(new(texts["Pattern"], Cut(pattern)));
        }

        return Of(cause.ToString(), facts);
    }

    /// <summary>The request could not be read at all: <paramref name="refusal"/> says why.</summary>
    public static IResult Unreadable(ProtocolError refusal) => ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Unreadable.Title"], texts.Format("Unreadable.What", refusal.Description), texts["Unreadable.Who"], texts["Unreadable.Do"]);

    private static IResult Of(string name, IReadOnlyList<KeyValuePair<string, string>> facts) =>
        ErrorPage.Result(StatusCodes.Status400BadRequest, texts[name + ".Title"], texts[name + ".What"], texts[name + ".Who"], texts[name + ".Do"], facts);

    private static string Cut(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";
}
