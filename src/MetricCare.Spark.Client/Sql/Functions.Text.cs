namespace Microsoft.Spark.Sql;

/// <content>Text.</content>
public static partial class Functions
{
    public static Column Ascii(Column column) => Call("ascii", column);

    public static Column Base64(Column column) => Call("base64", column);

    public static Column ConcatWs(string sep, params Column[] columns) => Call("concat_ws", sep, columns);

    public static Column Decode(Column column, string charset) => Call("decode", column, charset);

    public static Column Encode(Column column, string charset) => Call("encode", column, charset);

    public static Column FormatNumber(Column column, int d) => Call("format_number", column, d);

    public static Column FormatString(string format, params Column[] columns) => Call("format_string", format, columns);

    public static Column InitCap(Column column) => Call("initcap", column);

    public static Column Instr(Column column, string substring) => Call("instr", column, substring);

    public static Column Length(Column column) => Call("length", column);

    public static Column Lower(Column column) => Call("lower", column);

    public static Column Levenshtein(Column left, Column right) => Call("levenshtein", left, right);

    public static Column Locate(string substring, Column column) => Call("locate", substring, column);

    public static Column Locate(string substring, Column column, int pos) => Call("locate", substring, column, pos);

    public static Column Lpad(Column column, int len, string pad) => Call("lpad", column, len, pad);

    public static Column Ltrim(Column column) => Call("ltrim", column);

    public static Column Ltrim(Column column, string trimString) => Call("ltrim", column, trimString);

    public static Column RegexpExtract(Column column, string exp, int groupIdx) => Call("regexp_extract", column, exp, groupIdx);

    public static Column RegexpReplace(Column column, string pattern, string replacement) => Call("regexp_replace", column, pattern, replacement);

    public static Column RegexpReplace(Column column, Column pattern, Column replacement) => Call("regexp_replace", column, pattern, replacement);

    public static Column Unbase64(Column column) => Call("unbase64", column);

    public static Column Rpad(Column column, int len, string pad) => Call("rpad", column, len, pad);

    public static Column Repeat(Column column, int n) => Call("repeat", column, n);

    public static Column Rtrim(Column column) => Call("rtrim", column);

    public static Column Rtrim(Column column, string trimString) => Call("rtrim", column, trimString);

    public static Column Soundex(Column column) => Call("soundex", column);

    public static Column Split(Column column, string pattern) => Call("split", column, pattern);

    public static Column Split(Column column, string pattern, int limit) => Call("split", column, pattern, limit);

    public static Column Substring(Column column, int pos, int len) => Call("substring", column, pos, len);

    public static Column SubstringIndex(Column column, string delimiter, int count) => Call("substring_index", column, delimiter, count);

    public static Column Overlay(Column src, Column replace, Column pos, Column len) => Call("overlay", src, replace, pos, len);

    public static Column Overlay(Column src, Column replace, Column pos) => Call("overlay", src, replace, pos);

    public static Column Sentences(Column str, Column language, Column country) => Call("sentences", str, language, country);

    public static Column Sentences(Column str) => Call("sentences", str);

    public static Column Translate(Column column, string matchingString, string replaceString) => Call("translate", column, matchingString, replaceString);

    public static Column Trim(Column column) => Call("trim", column);

    public static Column Trim(Column column, string trimString) => Call("trim", column, trimString);

    public static Column Upper(Column column) => Call("upper", column);
}
