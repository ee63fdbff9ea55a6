namespace Stagedoor.Cli.Api;

/// <summary><c>stagedoor api …</c>: any request, with the identity's token.</summary>
internal static class ApiVerbs
{
    public static VerbGroup Group => new(
        "api",
        "Sends any request to the API, with the token of the profile.",
        new GetRequest(),
        new SendRequest("post", "Makes something.", """stagedoor api post /v4/accounts/ACCOUNT/workspaces --data '{"data":{"name":"Dailies"}}'"""),
        new SendRequest("put", "Puts something in its place.", "stagedoor api put /v4/accounts/ACCOUNT/comments/COMMENT --data @comment.json"),
        new SendRequest("patch", "Changes something.", """echo '{"data":{"name":"Nine Lives"}}' | stagedoor api patch /v4/accounts/ACCOUNT/projects/PROJECT --data -"""),
        new SendRequest("delete", "Deletes something.", "stagedoor api delete /v4/accounts/ACCOUNT/files/FILE"));
}
