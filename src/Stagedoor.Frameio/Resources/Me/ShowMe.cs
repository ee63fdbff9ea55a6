using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Me;

/// <summary><c>users.show</c>: the person or service account user whom the token stands for, as a <c>Profile</c>.</summary>
internal static class ShowMe
{
    public static readonly Operation Operation = new(FrameioApi.Root + "/me", RateLimit.Usual, static (_, caller, _) => new(new ApiBody(200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        writer.WriteString("id", caller.User.Id);
        writer.WriteString("name", caller.User.Name);
        writer.WriteString("email", caller.User.Email);
        writer.WriteString("avatar_url", caller.User.AvatarUrl);
        writer.WriteEndObject();
        writer.WriteEndObject();
    })));
}
