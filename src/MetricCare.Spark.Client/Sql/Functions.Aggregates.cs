namespace Microsoft.Spark.Sql;

/// <content>Aggregates.</content>
public static partial class Functions
{
    public static Column ApproxCountDistinct(Column column) => Call("approx_count_distinct", column);

    public static Column ApproxCountDistinct(string columnName) => Call("approx_count_distinct", columnName);

    public static Column ApproxCountDistinct(Column column, double rsd) => Call("approx_count_distinct", column, rsd);

    public static Column ApproxCountDistinct(string columnName, double rsd) => Call("approx_count_distinct", columnName, rsd);

    public static Column Avg(Column column) => Call("avg", column);

    public static Column Avg(string columnName) => Call("avg", columnName);

    public static Column CollectList(Column column) => Call("collect_list", column);

    public static Column CollectList(string columnName) => Call("collect_list", columnName);

    public static Column CollectSet(Column column) => Call("collect_set", column);

    public static Column CollectSet(string columnName) => Call("collect_set", columnName);

    public static Column Corr(Column column1, Column column2) => Call("corr", column1, column2);

    public static Column Corr(string columnName1, string columnName2) => Call("corr", columnName1, columnName2);

    public static Column Count(Column column) => Call("count", column);

    public static Column Count(string columnName) => columnName == "*" ? Count(Lit(1)) : Count(Col(columnName));

    public static Column CountDistinct(Column column, params Column[] columns) => Call("countDistinct", column, columns);

    public static Column CountDistinct(string columnName, params string[] columnNames) => Call("countDistinct", columnName, columnNames);

    public static Column Count_Distinct(Column column, params Column[] columns) => Call("count_distinct", column, columns);

    public static Column CovarPop(Column column1, Column column2) => Call("covar_pop", column1, column2);

    public static Column CovarPop(string columnName1, string columnName2) => Call("covar_pop", columnName1, columnName2);

    public static Column CovarSamp(Column column1, Column column2) => Call("covar_samp", column1, column2);

    public static Column CovarSamp(string columnName1, string columnName2) => Call("covar_samp", columnName1, columnName2);

    public static Column First(Column column, bool ignoreNulls = false) => Call("first", column, ignoreNulls);

    public static Column First(string columnName, bool ignoreNulls = false) => Call("first", columnName, ignoreNulls);

    public static Column Grouping(Column column) => Call("grouping", column);

    public static Column Grouping(string columnName) => Call("grouping", columnName);

    public static Column GroupingId(params Column[] columns) => Call("grouping_id", [columns]);

    public static Column GroupingId(string columnName, params string[] columnNames) => Call("grouping_id", columnName, columnNames);

    public static Column Kurtosis(Column column) => Call("kurtosis", column);

    public static Column Kurtosis(string columnName) => Call("kurtosis", columnName);

    public static Column Last(Column column, bool ignoreNulls = false) => Call("last", column, ignoreNulls);

    public static Column Last(string columnName, bool ignoreNulls = false) => Call("last", columnName, ignoreNulls);

    public static Column Max(Column column) => Call("max", column);

    public static Column Max(string columnName) => Call("max", columnName);

    public static Column Mean(Column column) => Call("mean", column);

    public static Column Mean(string columnName) => Call("mean", columnName);

    public static Column Min(Column column) => Call("min", column);

    public static Column Min(string columnName) => Call("min", columnName);

    public static Column PercentileApprox(Column column, Column percentage, Column accuracy) => Call("percentile_approx", column, percentage, accuracy);

    public static Column Product(Column column) => Call("product", column);

    public static Column Skewness(Column column) => Call("skewness", column);

    public static Column Skewness(string columnName) => Call("skewness", columnName);

    public static Column Stddev(Column column) => Call("stddev", column);

    public static Column Stddev(string columnName) => Call("stddev", columnName);

    public static Column StddevSamp(Column column) => Call("stddev_samp", column);

    public static Column StddevSamp(string columnName) => Call("stddev_samp", columnName);

    public static Column StddevPop(Column column) => Call("stddev_pop", column);

    public static Column StddevPop(string columnName) => Call("stddev_pop", columnName);

    public static Column Sum(Column column) => Call("sum", column);

    public static Column Sum(string columnName) => Call("sum", columnName);

    public static Column SumDistinct(Column column) => Call("sum_distinct", column);

    public static Column SumDistinct(string columnName) => SumDistinct(Col(columnName));

    public static Column Sum_Distinct(Column column) => Call("sum_distinct", column);

    public static Column Variance(Column column) => Call("variance", column);

    public static Column Variance(string columnName) => Call("variance", columnName);

    public static Column VarSamp(Column column) => Call("var_samp", column);

    public static Column VarSamp(string columnName) => Call("var_samp", columnName);

    public static Column VarPop(Column column) => Call("var_pop", column);

    public static Column VarPop(string columnName) => Call("var_pop", columnName);
}
