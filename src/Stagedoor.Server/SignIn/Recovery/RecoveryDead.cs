using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;

namespace Stagedoor.Server.SignIn.Recovery;

/// <summary>What is shown for a link that is used, too old, or whose account has changed since: one answer, so that it tells nothing.</summary>
internal static class RecoveryDead
{
    private static readonly Texts texts = Texts.Beside<AskPage>();

    public static IResult Page() => ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Dead.Title"], texts["Dead.What"], texts["Dead.Who"], texts["Dead.Do"]);
}
