using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Me;

/// <summary><c>users.show</c>: the person or service account user whom the token stands for, as a <c>Profile</c>; where a service account acts for a person, the person under both names.</summary>
internal static class ShowMe
{
    public static readonly Operation Operation = new("users.show", HttpMethods.Get, "/me", RateLimit.Usual, static (call, _) =>
    {
        call.Get<IProfileCalls>().Note(call.Caller.Bearer.ClientId, call.Now);
        return new(ApiBody.Data(StatusCodes.Status200OK, writer =>
        {
            var user = call.Caller.User;
            writer.WriteString("id", user.Id);
            writer.WriteString("name", call.Caller.Name);
            writer.WriteString("email", user.Email);
            writer.WriteString("avatar_url", user.AvatarUrl);
        }));
    });
}
