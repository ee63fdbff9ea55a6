namespace Stagedoor.Frameio.Resources.Comments;

internal static class CommentOperations
{
    public static readonly Operation[] All =
    [
        ListComments.OfFile, CreateComment.Operation, ListComments.Show, UpdateComment.Operation, DeleteComment.Operation, ChangeAttachments.Create, ChangeAttachments.Delete,
    ];
}
